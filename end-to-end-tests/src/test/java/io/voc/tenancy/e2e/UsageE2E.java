package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.Refusals.assertRefused;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** What tenants use is granted and counted up to their limits. */
class UsageE2E {

    private final Api api = Standalone.shared().api();
    private final Used tenant = Used.tenant(api);

    @Test
    void is_granted_with_how_it_stands_with_the_tightest_limit() {
        tenant.limitedTo("calls", 10, "DAY", "HARD");

        var granted = tenant.consume(4);

        assertThat(granted.status()).isEqualTo(200);
        assertThat(granted.body().path("granted").asBoolean()).isTrue();
        assertThat(granted.text("metric")).isEqualTo("calls");
        assertThat(granted.body().path("used").asLong()).isEqualTo(4);
        assertThat(granted.body().path("limit").asLong()).isEqualTo(10);
        assertThat(granted.body().path("remaining").asLong()).isEqualTo(6);
        assertThat(Instant.parse(granted.text("resetsAt"))).isAfter(Instant.now());
        assertThat(granted.header("RateLimit-Limit")).isEqualTo("10");
        assertThat(granted.header("RateLimit-Remaining")).isEqualTo("6");
        assertThat(Long.parseLong(granted.header("RateLimit-Reset"))).isBetween(0L, 86_400L);
    }

    @Test
    void is_refused_beyond_a_hard_limit_and_may_be_tried_again() {
        tenant.limitedTo("calls", 10, "DAY", "HARD").consume(8);

        var refused = tenant.consume(3, "later");

        assertRefused(refused, 429, "quota-exceeded");
        assertThat(refused.header("RateLimit-Remaining")).isEqualTo("2");
        assertThat(Long.parseLong(refused.header("Retry-After"))).isBetween(1L, 86_400L);
        tenant.limitedTo("calls", 11, "DAY", "HARD");
        assertThat(tenant.consume(3, "later").status()).isEqualTo(200);
    }

    @Test
    void is_counted_once_for_each_request() {
        var first = tenant.consume(4, "the-same");

        assertThat(tenant.consume(4, "the-same").body()).isEqualTo(first.body());
        assertRefused(tenant.consume(5, "the-same"), 422, "request-id-reused");
        assertThat(tenant.consume(1).body().path("used").asLong()).isEqualTo(5);
    }

    @Test
    void is_drawn_from_a_grant_when_the_allowance_is_used_up() {
        tenant.limitedTo("calls", 10, "DAY", "HARD").consume(10);
        var grant = api.post(tenant.path("/grants"), Map.of("metric", "calls", "amount", 5));

        assertThat(tenant.consume(3).status()).isEqualTo(200);
        assertRefused(tenant.consume(3), 429, "quota-exceeded");
        assertThat(
                        api.with("Consistency-Token", grant.header("Consistency-Token"))
                                .get(tenant.path("/limits"))
                                .body()
                                .at("/grants/0/remaining")
                                .asLong())
                .isEqualTo(2);
    }

    @Test
    void of_a_batch_is_judged_record_by_record() {
        tenant.limitedTo("calls", 10, "DAY", "HARD");
        var other = Used.tenant(api);
        api.post(other.path("/suspend"), Map.of());

        var answer =
                api.post(
                        "/api/v1/usage/batch",
                        Map.of(
                                "records",
                                List.of(
                                        tenant.calls(6, "one"),
                                        tenant.calls(6, "two"),
                                        other.calls(1, "three"),
                                        tenant.calls(6, "one"),
                                        tenant.calls(4, "four"))));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(
                        answer.body()
                                .path("results")
                                .valueStream()
                                .map(result ->
                                        result.path("requestId").asString()
                                                + " "
                                                + result.path("code")
                                                        .asString(result.path("used").asString())))
                .containsExactly(
                        "one 6",
                        "two quota-exceeded",
                        "three tenant-suspended",
                        "one 6",
                        "four 10");
    }

    @Test
    void of_a_batch_with_something_malformed_is_not_counted_at_all() {
        var dreams =
                Map.of(
                        "tenantId",
                        tenant.tenantId(),
                        "metric",
                        "dreams",
                        "amount",
                        1,
                        "requestId",
                        "dreams");

        var refused =
                api.post(
                        "/api/v1/usage/batch",
                        Map.of("records", List.of(tenant.calls(6, "one"), dreams)));

        assertRefused(refused, 400, "validation-failed");
        assertThat(refused.body().at("/errors/0/pointer").asString())
                .isEqualTo("/records/1/metric");
        assertThat(tenant.consume(1).body().path("used").asLong()).isEqualTo(1);
    }

    @Test
    void can_be_asked_for_with_the_tenants_own_key() {
        var key = api.issuedKey(tenant.tenantId(), "usage:write").path("secret").asString();
        var reader = api.issuedKey(tenant.tenantId(), "usage:read").path("secret").asString();

        assertThat(new Used(api.as(key), tenant.tenantId()).consume(1).status()).isEqualTo(200);
        assertRefused(new Used(api.as(reader), tenant.tenantId()).consume(1), 403, "forbidden");
        assertRefused(new Used(api.as(key), api.registeredTenant()).consume(1), 404, "not-found");
    }

    @Test
    void by_many_at_once_never_passes_the_limit() {
        tenant.limitedTo("calls", 200, "DAY", "HARD");

        var granted =
                AtOnce.all(64, caller -> consumedByOne(1 + caller % 7)).stream()
                        .mapToLong(Long::longValue)
                        .sum();

        assertThat(granted).isBetween(194L, 200L);
        var left = 200 - granted;
        if (left > 0) {
            assertThat(tenant.consume(left).body().path("used").asLong()).isEqualTo(200);
        }
    }

    @Test
    void is_read_as_it_was_counted() {
        tenant.limitedTo("calls", 10, "DAY", "HARD").consume(4);
        tenant.reserve(60);

        var usage = api.get(tenant.path("/usage?metric=calls&period=DAY"));

        assertThat(usage.status()).isEqualTo(200);
        assertThat(
                        usage.body()
                                .path("items")
                                .valueStream()
                                .filter(item -> item.path("used").asLong() > 0)
                                .map(item ->
                                        item.path("metric").asString()
                                                + " "
                                                + item.path("period").asString("now")
                                                + " "
                                                + item.path("remaining").asString("unlimited")))
                .contains("calls DAY 6", "calls LIFETIME unlimited", "concurrent-calls now 4");
        assertThat(usage.body().path("past").isEmpty()).isTrue();
        assertRefused(api.get(tenant.path("/usage?metric=calls")), 400, "validation-failed");
    }

    @Test
    void near_a_limit_is_found_by_operators() {
        tenant.limitedTo("calls", 1, "LIFETIME", "SOFT").consume(10_000);

        var found = api.get("/api/v1/usage?metric=calls&atLeastPercent=1000000&pageSize=500");

        assertThat(found.status()).isEqualTo(200);
        assertThat(found.body().path("items").valueStream())
                .filteredOn(use -> use.path("tenantId").asString().equals(tenant.tenantId()))
                .singleElement()
                .satisfies(use -> {
                    assertThat(use.path("period").asString()).isEqualTo("LIFETIME");
                    assertThat(use.path("used").asLong()).isEqualTo(10_000);
                    assertThat(use.path("limit").asLong()).isEqualTo(1);
                });
        assertRefused(
                api.as(Tokens.of(Tokens.claims("service"))).get("/api/v1/usage"), 403, "forbidden");
    }

    /** How much is granted, each request sent twice, until one is refused. */
    private long consumedByOne(long amount) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(_ -> UUID.randomUUID().toString())
                .map(id -> {
                    var first = tenant.consume(amount, id).status();
                    return first == 200 ? tenant.consume(amount, id).status() : first;
                })
                .takeWhile(status -> status == 200)
                .mapToLong(_ -> amount)
                .sum();
    }
}
