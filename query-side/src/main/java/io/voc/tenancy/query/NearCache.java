package io.voc.tenancy.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.voc.tenancy.eventstore.log.Feed;
import io.voc.tenancy.kit.consistency.ConsistencyToken;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * What this node remembers of the primary, under the feed's rule: it answers only what was true at
 * some instant within the last 500 ms, and asks the primary otherwise. Whoever asks for the same
 * thing at once waits for one answer. What was read before an event that changes it is not kept.
 *
 * @param <K> what is asked
 * @param <V> what is known of it; that there is nothing is not remembered
 */
public final class NearCache<K, V> {

    /** What an entry takes beside its value: keys, references, the cache's own books. */
    private static final int BYTES_OF_ENTRY = 256;

    private final Feed feed;
    private final Function<K, Loaded<V>> primary;
    private final Cache<K, Known<V>> entries;
    private final ConcurrentHashMap<K, Flight<V>> flights = new ConcurrentHashMap<>();
    private final CacheCounts counts = new CacheCounts();

    /**
     * An empty cache.
     *
     * @param maxBytes what all entries may take together
     * @param bytes what a value takes
     * @param primary asks the primary
     */
    public NearCache(
            Feed feed, long maxBytes, ToIntFunction<V> bytes, Function<K, Loaded<V>> primary) {
        this.feed = feed;
        this.primary = primary;
        this.entries =
                Caffeine.newBuilder()
                        .maximumWeight(maxBytes)
                        .weigher((K _, Known<V> entry) ->
                                BYTES_OF_ENTRY + entry.value().map(bytes::applyAsInt).orElse(0))
                        .build();
    }

    /**
     * What the primary said.
     *
     * @param asOf the position up to which the log had come
     * @param value empty when there is no such thing
     */
    public record Loaded<V>(long asOf, Optional<V> value) {}

    /**
     * An answer.
     *
     * @param asOf the position as of which it is known to be true
     * @param since the moment, by {@link System#nanoTime()}, at which it was true
     */
    public record Known<V>(long asOf, long since, Optional<V> value) {}

    /**
     * What is known, which answers the question when this returns.
     *
     * @throws io.voc.tenancy.contracts.rejection.Rejection {@code validation-failed} when the log
     *     has not come to the position that is asked for
     */
    public Known<V> get(K key, Asked asked) {
        var proof = feed.proof(); // these two before the entry
        var applied = feed.applied();
        var entry = entries.getIfPresent(key);
        if (entry != null) {
            var known =
                    new Known<>(
                            Math.max(applied, entry.asOf()),
                            latest(proof, entry.since()),
                            entry.value());
            if (asked.isAnsweredBy(known)) {
                counts.hit();
                return known;
            }
        }
        return ask(key, asked);
    }

    /** An event at the position has changed what is true. */
    public void changed(K key, long position) {
        var flight = flights.get(key);
        if (flight != null) {
            flight.overtakenAt(position);
        }
        entries.asMap()
                .computeIfPresent(key, (_, entry) -> entry.asOf() >= position ? entry : null);
    }

    /** How many answers came from where. */
    public CacheCounts counts() {
        return counts;
    }

    /** What the entries take now, about. */
    public long bytes() {
        return entries.policy().eviction().orElseThrow().weightedSize().orElseThrow();
    }

    /** Evicts at once what is beyond the bound, which otherwise happens soon. */
    void settle() {
        entries.cleanUp();
    }

    private Known<V> ask(K key, Asked asked) {
        while (true) {
            var mine = new Flight<V>();
            var running = flights.putIfAbsent(key, mine);
            if (running == null) {
                return fly(key, mine, asked);
            }
            counts.joined();
            var known = running.join();
            if (asked.isAnsweredBy(known)) {
                return known;
            }
        }
    }

    private Known<V> fly(K key, Flight<V> flight, Asked asked) {
        var isFollowed = feed.applied() >= 0; // else events might be missed meanwhile
        try {
            var since = System.nanoTime();
            var loaded = primary.apply(key);
            var known = new Known<>(loaded.asOf(), since, loaded.value());
            counts.loaded();
            if (isFollowed
                    && known.value().isPresent()
                    && !flight.land(known.asOf(), () -> entries.put(key, known))) {
                counts.discarded();
            }
            flight.complete(known);
            if (known.asOf() < asked.atLeast()) {
                throw ConsistencyToken.invalid("is beyond everything that was written");
            }
            return known;
        } catch (RuntimeException | Error failure) {
            flight.completeExceptionally(failure);
            throw failure;
        } finally {
            flights.remove(key, flight);
        }
    }

    private static long latest(long one, long other) {
        return one - other > 0 ? one : other;
    }
}
