package io.voc.tenancy.eventstore.log;

import com.github.benmanes.caffeine.cache.Caffeine;

import org.axonframework.common.Registration;
import org.axonframework.common.caching.Cache;
import org.axonframework.eventsourcing.AggregateCacheEntry;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * The aggregates that this node has in memory, at most so many. Whoever takes one out of it while
 * handling a command leaves a note of its version, so that an answer that rests on it can be
 * checked.
 */
public final class AggregateCache implements Cache {

    private final com.github.benmanes.caffeine.cache.Cache<Object, Object> entries;

    /** Keeps at most so many aggregates. */
    public AggregateCache(long capacity) {
        entries = Caffeine.newBuilder().maximumSize(capacity).build();
    }

    /** Another node has appended up to this sequence: what is older is forgotten. */
    public void evictOlder(String aggregateId, long sequence) {
        if (entries.getIfPresent(aggregateId) instanceof AggregateCacheEntry<?> entry
                && version(entry) < sequence) {
            entries.invalidate(aggregateId);
        }
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the interface is made so
    public <K, V> @Nullable V get(K key) {
        var entry = entries.getIfPresent(Objects.requireNonNull(key));
        if (entry instanceof AggregateCacheEntry<?> aggregate && CurrentUnitOfWork.isStarted()) {
            StagedCommit.of(CurrentUnitOfWork.get()).restsOn(key.toString(), version(aggregate));
        }
        return (V) entry;
    }

    @Override
    public void put(Object key, Object value) {
        entries.put(key, value);
    }

    @Override
    public boolean putIfAbsent(Object key, Object value) {
        return entries.asMap().putIfAbsent(key, value) == null;
    }

    @Override
    public boolean remove(Object key) {
        return entries.asMap().remove(key) != null;
    }

    @Override
    public void removeAll() {
        entries.invalidateAll();
    }

    @Override
    public boolean containsKey(Object key) {
        return entries.asMap().containsKey(key);
    }

    @Override
    public Registration registerCacheEntryListener(EntryListener listener) {
        return () -> true; // nobody is told: Axon's repositories do not listen
    }

    /**
     * The sequence of the last event; -1 of one to which nothing has happened. The entry holds the
     * live aggregate, which it gives back without any of these.
     */
    @SuppressWarnings("NullAway")
    private static long version(AggregateCacheEntry<?> entry) {
        var version = entry.recreateAggregate(null, null, null, null).version();
        return version == null ? -1 : version;
    }
}
