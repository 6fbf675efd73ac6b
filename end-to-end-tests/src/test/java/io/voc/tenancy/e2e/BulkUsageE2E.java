package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;

/** What was used already comes in bulk from Kafka and is counted, whatever the limits are. */
class BulkUsageE2E {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Standalone installation = Standalone.shared();
    private final Api api = installation.api();
    private final Used tenant = Used.tenant(api).limitedTo("calls", 10, "LIFETIME", "HARD");

    @Test
    void is_counted_once_however_it_comes_and_marked_beyond_the_limit() {
        var now = Instant.now();
        assertThat(tenant.consume(4, "one").status()).isEqualTo(200);
        try (var topic = new UsageTopic(installation.kafkaBrokers())) {
            topic.tell(tenant.calls(4, "one"), now);
            topic.tell(tenant.calls(5, "two"), now);
            topic.tell(tenant.calls(5, "two"), now);
            var unnamed = new HashMap<>(tenant.calls(3, ""));
            unnamed.remove("requestId");
            topic.tellStructured(unnamed, "three", now);
        }

        awaitUsed(12);

        assertThat(lifetime().path("overage").asLong()).isEqualTo(2);
        assertThat(tenant.consume(5, "two").status()).isEqualTo(200);
        assertThat(tenant.consume(3, "three").status()).isEqualTo(200);
        assertThat(tenant.consume(1).code()).isEqualTo("quota-exceeded");
        assertThat(lifetime().path("used").asLong()).isEqualTo(12);
    }

    @Test
    void is_told_of_the_day_that_it_was_used_on() {
        var yesterday = Instant.now().minus(1, ChronoUnit.DAYS);
        try (var topic = new UsageTopic(installation.kafkaBrokers())) {
            topic.tell(tenant.calls(3, "yesterday"), yesterday);
        }

        awaitUsed(3);

        var past = api.get(tenant.path("/usage?metric=calls&period=DAY")).body().path("past");
        assertThat(past.at("/0/startsAt").asString())
                .isEqualTo(yesterday.truncatedTo(ChronoUnit.DAYS).toString());
        assertThat(past.at("/0/used").asLong()).isEqualTo(3);
    }

    @Test
    void that_can_not_be_counted_is_kept_apart_and_the_next_is_counted() {
        var now = Instant.now();
        try (var topic = new UsageTopic(installation.kafkaBrokers())) {
            var dreams = new HashMap<>(tenant.calls(1, "dreams"));
            dreams.put("metric", "dreams");
            topic.tell(dreams, now);
            topic.tell(tenant.calls(0, "nothing"), now);
            topic.tell(tenant.calls(1, "old"), now.minus(30, ChronoUnit.DAYS));
            topic.tell(tenant.calls(1, "good"), now);

            awaitUsed(1);
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(topic.refused(tenant.tenantId()).stream().distinct())
                                    .containsExactlyInAnyOrder(
                                            "no-such-counter", "invalid", "too-old"));
        }
    }

    private void awaitUsed(long used) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(lifetime().path("used").asLong()).isEqualTo(used));
    }

    private JsonNode lifetime() {
        return tenant.now("calls", "LIFETIME");
    }
}
