package io.voc.tenancy.kit.rate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.distributed.proxy.optimization.DelayParameters;
import io.github.bucket4j.distributed.proxy.optimization.Optimization;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.voc.tenancy.contracts.apikey.RateLimit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.Optional;

/**
 * Counts uses against limits in Redis, for all nodes together. What can't be counted is let
 * through: a limit is for fairness, and a Redis that is away is nobody's reason to refuse. Lazy, as
 * not every process counts.
 */
@Component
@Lazy
public final class RateLimits implements AutoCloseable {

    /** What every key in Redis begins with; the bucket's name follows, and then its limit. */
    static final String PREFIX = "tm:rate:";

    private static final Logger log = LoggerFactory.getLogger(RateLimits.class);
    private static final Duration PATIENCE = Duration.ofMillis(250);
    private static final Duration REST = Duration.ofSeconds(1);

    /** After as many in vain, a connection that seems to be there is made anew. */
    private static final int TRIES = 5;

    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 50_000;

    /** Whose uses a node counts by itself for a while. */
    private static final Duration UNSHARED = Duration.ofMillis(100);

    private static final int SHARES = 20;

    private final RedisBuckets redis;
    private final Breaker breaker = new Breaker(REST);
    private final Cache<String, BucketProxy> buckets =
            Caffeine.newBuilder()
                    .maximumSize(MOST_REMEMBERED)
                    .expireAfterAccess(REMEMBERED)
                    .build();
    private final Counter uncounted;

    RateLimits(@Value("${tenancy.redis-url}") String url, MeterRegistry metrics) {
        this.redis = new RedisBuckets(url, PATIENCE);
        this.uncounted = metrics.counter("ratelimit.uncounted");
        Gauge.builder("ratelimit.resting", breaker, it -> it.isResting() ? 1 : 0).register(metrics);
    }

    /**
     * Uses one, exactly counted over all nodes; uses of one bucket at one node go to Redis
     * together.
     *
     * @return empty when it can't be counted
     */
    public Optional<RateLimitUse> use(String bucket, RateLimit limit) {
        return use(bucket, limit, Optimizations.batching());
    }

    /**
     * Uses one, mostly without asking Redis: each node may be a twentieth of the limit ahead of
     * what the others know, for a tenth of a second.
     *
     * @return empty when it can't be counted
     */
    public Optional<RateLimitUse> useRoughly(String bucket, RateLimit limit) {
        var share = Math.max(1, limit.requests() / SHARES);
        return use(bucket, limit, Optimizations.delaying(new DelayParameters(share, UNSHARED)));
    }

    private Optional<RateLimitUse> use(String name, RateLimit limit, Optimization optimization) {
        if (breaker.letsThrough()) {
            try {
                var bucket = bucket(PREFIX + name + ':' + limit, limit, optimization);
                var probe = bucket.tryConsumeAndReturnRemaining(1);
                breaker.succeeded();
                return Optional.of(RateLimitUse.of(limit.requests(), probe));
            } catch (RuntimeException failure) { // whatever it is, nobody is refused for it
                failed(failure);
            }
        }
        uncounted.increment();
        return Optional.empty();
    }

    private void failed(RuntimeException failure) {
        var wasResting = breaker.isResting();
        if (redis.isConnected()) {
            breaker.failed();
            var tries = breaker.tries();
            if (tries > 0 && tries % TRIES == 0) {
                redis.renew();
            }
        } else {
            breaker.lost();
        }
        if (breaker.isResting() && !wasResting) {
            log.warn("rates are not counted for now: {}", failure.toString());
        }
    }

    private BucketProxy bucket(String key, RateLimit limit, Optimization optimization) {
        var known = buckets.getIfPresent(key);
        return known == null
                ? buckets.get(key, _ -> made(redis.now(), key, limit, optimization))
                : known;
    }

    private static BucketProxy made(
            ProxyManager<String> all, String key, RateLimit limit, Optimization optimization) {
        return all.builder().withOptimization(optimization).build(key, () -> filling(limit));
    }

    private static BucketConfiguration filling(RateLimit limit) {
        return BucketConfiguration.builder()
                .addLimit(bandwidth ->
                        bandwidth
                                .capacity(limit.requests())
                                .refillGreedy(
                                        limit.requests(), Duration.ofSeconds(limit.perSeconds())))
                .build();
    }

    @Override
    public void close() {
        redis.close();
    }
}
