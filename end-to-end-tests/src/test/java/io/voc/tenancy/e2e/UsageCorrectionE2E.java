package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.Refusals.assertRefused;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** An operator corrects what was counted, with a reason. */
class UsageCorrectionE2E {

    private final Standalone installation = Standalone.shared();
    private final Api api = installation.api();
    private final Used tenant = Used.tenant(api).limitedTo("calls", 10, "MONTH", "HARD");
    private final String path = tenant.path("/usage/corrections");

    @Test
    void is_answered_as_it_is_and_counts_from_then_on() {
        tenant.consume(10);

        var corrected =
                api.post(
                        path,
                        Map.of("metric", "calls", "amount", -4, "reason", "The gateway retried"));

        assertThat(corrected.status()).isEqualTo(201);
        assertThat(corrected.header("Location")).isEqualTo(tenant.path("/usage"));
        assertThat(corrected.header("ETag")).isEqualTo("\"1\"");
        assertThat(corrected.text("id")).startsWith("cor_");
        assertThat(corrected.text("reason")).isEqualTo("The gateway retried");
        assertThat(corrected.body().path("amount").asLong()).isEqualTo(-4);
        assertThat(used("DAY")).isEqualTo(6);
        assertThat(tenant.consume(4).status()).isEqualTo(200);
        assertRefused(tenant.consume(1), 429, "quota-exceeded");
    }

    @Test
    void of_a_day_that_is_over_is_read_there() {
        var then = Instant.now().minus(40, ChronoUnit.DAYS).truncatedTo(ChronoUnit.DAYS);

        api.post(
                path,
                Map.of(
                        "metric",
                        "calls",
                        "amount",
                        7,
                        "occurredAt",
                        then.plusSeconds(60).toString(),
                        "reason",
                        "Was lost"));

        assertThat(
                        api.get(tenant.path("/usage?metric=calls&period=DAY"))
                                .body()
                                .path("past")
                                .valueStream())
                .singleElement()
                .satisfies(day -> {
                    assertThat(Instant.parse(day.path("startsAt").asString())).isEqualTo(then);
                    assertThat(day.path("used").asLong()).isEqualTo(7);
                });
        assertThat(used("LIFETIME")).isEqualTo(7);
        assertThat(used("MONTH")).isZero();
    }

    @Test
    void is_made_once_under_one_key() {
        var keyed = new Keyed(api);
        var body = Map.<String, Object>of("metric", "calls", "amount", 3, "reason", "Was lost");

        var first = keyed.post(path, body);
        var again = keyed.post(path, body);

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(used("MONTH")).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "calls,            0, 2020-01-01T00:00:00Z, /amount /occurredAt",
        "calls,            1, 2999-01-01T00:00:00Z, /occurredAt",
        "concurrent-calls, 0, 2999-01-01T00:00:00Z, /metric /amount /occurredAt",
    })
    void is_of_a_counter_and_its_past(
            String metric, int amount, String occurredAt, String pointers) {
        var refused =
                api.post(
                        path,
                        Map.of(
                                "metric",
                                metric,
                                "amount",
                                amount,
                                "occurredAt",
                                occurredAt,
                                "reason",
                                "A try"));

        assertRefused(refused, 400, "validation-failed");
        assertThat(refused.pointers()).containsExactlyInAnyOrder(pointers.split(" "));
    }

    @Test
    void has_a_reason() {
        var refused = api.post(path, Map.of("metric", "calls", "amount", 1));

        assertRefused(refused, 400, "validation-failed");
        assertThat(refused.pointers()).containsExactly("/reason");
    }

    @ParameterizedTest
    @ValueSource(strings = {"platform-auditor", "tenant-admin", "tenant-viewer", "service"})
    void is_for_the_platform_to_make(String role) {
        var caller = api.as(Tokens.of(Tokens.with(Tokens.claims(role), "tid", tenant.tenantId())));

        assertRefused(
                caller.post(path, Map.of("metric", "calls", "amount", 1, "reason", "Mine")),
                403,
                "forbidden");
    }

    @Test
    void is_told_to_the_platform_without_its_reason() {
        var made =
                api.post(
                        path,
                        Map.of("metric", "calls", "amount", -4, "reason", "Mr Smith was angry"));

        assertThat(LifecycleStream.of(installation.kafkaBrokers(), tenant.tenantId(), 3))
                .last()
                .satisfies(event -> {
                    assertThat(event.type()).isEqualTo("usage.corrected.v1");
                    assertThat(event.data().path("correctionId").asString())
                            .isEqualTo(made.text("id"));
                    assertThat(event.data().path("amount").asLong()).isEqualTo(-4);
                    assertThat(event.raw()).doesNotContain("Smith");
                });
    }

    private long used(String period) {
        return api.get(tenant.path("/usage"))
                .body()
                .path("items")
                .valueStream()
                .filter(item -> item.path("metric").asString().equals("calls"))
                .filter(item -> item.path("period").asString("").equals(period))
                .findFirst()
                .orElseThrow()
                .path("used")
                .asLong();
    }
}
