package io.voc.tenancy.kit.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.voc.tenancy.contracts.apikey.RateLimit;
import io.voc.tenancy.testing.SharedServers;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Two nodes that count in one Redis. */
class RateLimitsIT {

    private static final int DAY = 86_400;
    private static final int CALLERS = 200;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final RateLimits node = new RateLimits(SharedServers.redis(), metrics);
    private final RateLimits other = new RateLimits(SharedServers.redis(), metrics);
    private final RedisClient redis = RedisClient.create(SharedServers.redis());
    private final String bucket = UUID.randomUUID().toString();

    @BeforeEach
    void connect() {
        for (var each : List.of(node, other)) {
            await().until(() ->
                    each.use(UUID.randomUUID().toString(), new RateLimit(1, 1)).isPresent());
        }
    }

    @AfterEach
    void stop() {
        node.close();
        other.close();
        redis.shutdown();
    }

    @Nested
    class A_limit {

        @Test
        void lets_through_what_there_is_and_tells_what_is_left() {
            var limit = new RateLimit(3, DAY);

            for (int left = 2; left >= 0; left--) {
                var use = node.use(bucket, limit).orElseThrow();
                assertThat(use.isWithin()).isTrue();
                assertThat(use.remaining()).isEqualTo(left);
            }

            var refused = node.use(bucket, limit).orElseThrow();
            assertThat(refused.isWithin()).isFalse();
            assertThat(refused.remaining()).isZero();
            assertThat(refused.limit()).isEqualTo(3);
            assertThat(refused.untilNext()).isBetween(Duration.ofHours(7), Duration.ofHours(8));
            assertThat(refused.untilReset()).isBetween(Duration.ofHours(23), Duration.ofHours(24));
        }

        @Test
        void is_never_exceeded_by_all_nodes_together() throws Exception {
            var limit = new RateLimit(50, DAY);
            var before = uncounted();

            var uses = atOnce(i -> (i % 2 == 0 ? node : other).use(bucket, limit).orElseThrow());

            assertThat(uses.stream().filter(RateLimitUse::isWithin)).hasSize(50);
            assertThat(uncounted()).isEqualTo(before);
        }

        @Test
        void that_is_counted_roughly_is_exceeded_by_each_nodes_share_at_the_most()
                throws Exception {
            var limit = new RateLimit(100, DAY);

            var uses =
                    atOnce(i ->
                            (i % 2 == 0 ? node : other).useRoughly(bucket, limit).orElseThrow());

            assertThat(uses.stream().filter(RateLimitUse::isWithin).count()).isBetween(100L, 110L);
        }

        @Test
        void fills_evenly() {
            var limit = new RateLimit(100, 10);
            await().pollInterval(Duration.ofMillis(1))
                    .until(() -> !node.use(bucket, limit).orElseThrow().isWithin());

            assertThat(node.use(bucket, limit).orElseThrow().untilNext())
                    .isLessThanOrEqualTo(Duration.ofMillis(100));
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> node.use(bucket, limit).orElseThrow().isWithin());
        }

        @Test
        void begins_anew_when_it_is_another() {
            assertThat(node.use(bucket, new RateLimit(1, DAY)).orElseThrow().isWithin()).isTrue();
            assertThat(node.use(bucket, new RateLimit(1, DAY)).orElseThrow().isWithin()).isFalse();

            assertThat(node.use(bucket, new RateLimit(2, DAY)).orElseThrow().isWithin()).isTrue();
        }

        @Test
        void is_gone_from_redis_soon_after_it_is_whole_again() {
            node.use(bucket, new RateLimit(10, 10));

            try (var connection = redis.connect()) {
                assertThat(connection.sync().pttl("tm:rate:" + bucket + ":10/10"))
                        .isBetween(1L, 21_000L);
            }
        }
    }

    @Nested
    class Redis {

        @Test
        void that_is_away_costs_nobody_time_and_refuses_nobody() {
            try (var alone = new RateLimits("redis://127.0.0.1:1", metrics)) {
                var before = uncounted();
                var since = System.nanoTime();

                for (int i = 0; i < 10_000; i++) {
                    assertThat(alone.use(bucket, new RateLimit(1, DAY))).isEmpty();
                }

                assertThat(Duration.ofNanos(System.nanoTime() - since))
                        .isLessThan(Duration.ofSeconds(3));
                assertThat(uncounted() - before).isEqualTo(10_000);
            }
        }

        @Test
        void that_does_not_answer_costs_one_call_in_a_second_a_moment_until_it_does() {
            var limit = new RateLimit(1_000_000, 1);
            var since = System.nanoTime();
            try (var connection = redis.connect()) {
                connection.sync().clientPause(2_000);
            }

            for (int i = 0; i < 1_000; i++) {
                assertThat(node.use(bucket, limit)).isEmpty();
            }

            assertThat(Duration.ofNanos(System.nanoTime() - since))
                    .isLessThan(Duration.ofMillis(1_500));
            assertThat(metrics.get("ratelimit.resting").gauges())
                    .anySatisfy(gauge -> assertThat(gauge.value()).isEqualTo(1));
            await().atMost(Duration.ofSeconds(10)).until(() -> node.use(bucket, limit).isPresent());
        }

        @Test
        void that_is_no_longer_at_the_other_end_of_the_wire_is_connected_to_anew()
                throws IOException {
            var limit = new RateLimit(1_000_000, 1);
            try (var wire = new Wire(SharedServers.redis());
                    var far = new RateLimits(wire.url(), metrics)) {
                await().until(() -> far.use(bucket, limit).isPresent());

                wire.killConnections();

                assertThat(far.use(bucket, limit)).isEmpty();
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> far.use(bucket, limit).isPresent());
            }
        }

        @Test
        void that_is_slow_once_is_asked_again_at_once() {
            var limit = new RateLimit(1_000_000, 1);
            try (var connection = redis.connect()) {
                connection.sync().clientPause(600);
            }

            assertThat(node.use(bucket, limit)).isEmpty();

            var since = System.nanoTime();
            await().pollInterval(Duration.ofMillis(1))
                    .until(() -> node.use(bucket, limit).isPresent());
            assertThat(Duration.ofNanos(System.nanoTime() - since))
                    .isLessThan(Duration.ofMillis(900));
        }
    }

    private double uncounted() {
        return metrics.get("ratelimit.uncounted").counter().count();
    }

    private interface Using {
        RateLimitUse use(int caller);
    }

    private static List<RateLimitUse> atOnce(Using using)
            throws InterruptedException, ExecutionException {
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var uses =
                    callers.invokeAll(
                            IntStream.range(0, CALLERS)
                                    .<Callable<RateLimitUse>>mapToObj(i -> () -> using.use(i))
                                    .toList());
            var results = new ArrayList<RateLimitUse>();
            for (var use : uses) {
                results.add(use.get());
            }
            return results;
        }
    }
}
