package io.voc.tenancy.query;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.voc.tenancy.eventstore.log.Feed;
import io.voc.tenancy.eventstore.log.LogEntry;
import io.voc.tenancy.eventstore.log.OwnCommits;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/**
 * Makes this node's caches, which share {@code LOOKUP_CACHE}, by default an eighth of the heap, and
 * tells how they do.
 */
@Component
public final class NearCaches {

    private static final int SHARE_OF_HEAP = 8;

    private final Feed feed;
    private final OwnCommits own;
    private final MeterRegistry metrics;
    private final long bytes;

    NearCaches(
            Feed feed,
            OwnCommits own,
            MeterRegistry metrics,
            @Value("${tenancy.lookup-cache:0B}") DataSize size) {
        this.feed = feed;
        this.own = own;
        this.metrics = metrics;
        this.bytes =
                size.toBytes() > 0
                        ? size.toBytes()
                        : Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
        Gauge.builder("feed.age", feed, f -> f.age().toNanos() / 1e9)
                .baseUnit("seconds")
                .description("how old this node's knowledge of the log is")
                .register(metrics);
    }

    /**
     * A new cache.
     *
     * @param name what metrics call it
     * @param eighths its share of the memory for all caches
     */
    public <K, V> NearCache<K, V> cache(
            String name,
            int eighths,
            ToIntFunction<V> weight,
            Function<K, NearCache.Loaded<V>> primary) {
        var maxBytes = bytes / 8 * eighths;
        var cache = new NearCache<K, V>(feed, maxBytes, weight, primary);
        Gauge.builder("lookup.cache", cache, NearCache::bytes)
                .tag("cache", name)
                .baseUnit("bytes")
                .register(metrics);
        Gauge.builder("lookup.cache.max", () -> maxBytes)
                .tag("cache", name)
                .baseUnit("bytes")
                .register(metrics);
        count(cache.counts(), name, "hit", CacheCounts::hits);
        count(cache.counts(), name, "loaded", CacheCounts::loads);
        count(cache.counts(), name, "joined", CacheCounts::joins);
        FunctionCounter.builder("lookup.cache.discarded", cache.counts(), CacheCounts::discards)
                .tag("cache", name)
                .register(metrics);
        return cache;
    }

    /**
     * Is given every event, in order and soon, and those of this process before anyone is answered:
     * for telling caches what has {@link NearCache#changed}. It must be quick, and bear the same
     * event twice.
     */
    public void follow(Consumer<LogEntry> listener) {
        own.listen(listener);
        feed.listen(listener);
    }

    private void count(
            CacheCounts counts, String cache, String result, ToDoubleFunction<CacheCounts> count) {
        FunctionCounter.builder("lookup.cache.reads", counts, count)
                .tag("cache", cache)
                .tag("result", result)
                .register(metrics);
    }
}
