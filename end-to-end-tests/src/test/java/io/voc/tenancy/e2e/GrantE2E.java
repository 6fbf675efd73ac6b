package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.Refusals.assertRefused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a tenant may have once, beyond the allowance of its periods. */
class GrantE2E {

    private static final String FAR_AWAY = "2999-01-01T00:00:00.500Z";

    private final Standalone standalone = Standalone.shared();
    private final Api api = standalone.api();
    private final String tenant = api.registeredTenant();
    private final String path = "/api/v1/tenants/" + tenant + "/grants";

    @Test
    void is_answered_and_listed_as_it_is() {
        var added =
                api.post(
                        path,
                        Map.of(
                                "metric",
                                "call-minutes",
                                "amount",
                                500,
                                "priority",
                                10,
                                "expiresAt",
                                FAR_AWAY,
                                "reason",
                                "We were down for a day"));

        assertThat(added.status()).isEqualTo(201);
        assertThat(added.header("Location")).isEqualTo(path);
        assertThat(added.text("id")).startsWith("gra_");
        assertThat(added.text("tenantId")).isEqualTo(tenant);
        assertThat(added.body().path("remaining").asLong()).isEqualTo(500);
        assertThat(added.body().path("priority").asInt()).isEqualTo(10);
        assertThat(added.text("expiresAt")).isEqualTo(FAR_AWAY);
        assertThat(added.text("reason")).isEqualTo("We were down for a day");
        assertThat(listed("", added)).singleElement().isEqualTo(added.body());
    }

    @Test
    void is_of_middling_priority_and_for_ever_unless_said_otherwise() {
        var added = added("call-minutes", 1);

        assertThat(added.body().path("priority").asInt()).isEqualTo(50);
        assertThat(added.body().has("expiresAt")).isFalse();
        assertThat(added.body().has("reason")).isFalse();
    }

    @Test
    void comes_before_older_ones_page_by_page() {
        for (int i = 1; i <= 5; i++) {
            added(i % 2 == 0 ? "calls" : "call-minutes", i);
        }
        var last = added("call-minutes", 6);

        assertThat(amounts(path + "?pageSize=4", last)).containsExactly(6L, 5L, 4L, 3L, 2L, 1L);
        assertThat(amounts(path + "?pageSize=1&metric=call-minutes", last))
                .containsExactly(6L, 5L, 3L, 1L);
        assertThat(amounts(path + "?metric=dreams", last)).isEmpty();
        var token = api.get(path + "?pageSize=1").text("nextPageToken");
        assertRefused(api.get(path + "?metric=calls&pageToken=" + token), 400, "validation-failed");
    }

    @Test
    void counts_among_the_limits_until_it_expires() {
        added("calls", 7);
        added("call-minutes", 10);
        var soon = Instant.now().plusSeconds(2);
        var added =
                api.post(
                        path,
                        Map.of(
                                "metric",
                                "call-minutes",
                                "amount",
                                5,
                                "expiresAt",
                                soon.toString()));
        var limits = "/api/v1/tenants/" + tenant + "/limits";
        var both = api.get(limits).body().path("grants").toString();
        if (Instant.now().isBefore(soon)) {
            assertThat(both)
                    .isEqualTo(
                            "[{\"metric\":\"call-minutes\",\"remaining\":15},"
                                    + "{\"metric\":\"calls\",\"remaining\":7}]");
        }

        await().untilAsserted(() ->
                assertThat(api.get(limits).body().path("grants").toString())
                        .isEqualTo(
                                "[{\"metric\":\"call-minutes\",\"remaining\":10},"
                                        + "{\"metric\":\"calls\",\"remaining\":7}]"));
        assertThat(listed("", added)).as("the expired one is listed still").hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "api-keys,         1,   2999-01-01T00:00:00Z, 50,  /metric",
        "concurrent-calls, 1,   2999-01-01T00:00:00Z, 50,  /metric",
        "dreams,           1,   2020-01-01T00:00:00Z, 50,  /metric /expiresAt",
        "calls,            0,   2999-01-01T00:00:00Z, 101, /amount /priority",
    })
    void is_of_a_counter_and_for_the_future(
            String metric, int amount, String expiresAt, int priority, String pointers) {
        var answer =
                api.post(
                        path,
                        Map.of(
                                "metric",
                                metric,
                                "amount",
                                amount,
                                "expiresAt",
                                expiresAt,
                                "priority",
                                priority));

        assertRefused(answer, 400, "validation-failed");
        assertThat(answer.pointers()).containsExactlyInAnyOrder(pointers.split(" "));
    }

    @Test
    void is_given_once_under_one_key() {
        var keyed = new Keyed(api);
        var body = Map.of("metric", "calls", "amount", 3);

        var first = keyed.post(path, body);
        var again = keyed.post(path, body);

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(listed("", again)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "platform-auditor, 200, 403",
        "tenant-admin,     200, 403",
        "tenant-viewer,    200, 403",
        "service,          403, 403",
    })
    void is_for_the_platform_to_give_and_for_the_tenant_to_see(String role, int read, int write) {
        var caller = api.as(Tokens.of(Tokens.with(Tokens.claims(role), "tid", tenant)));

        assertThat(caller.get(path).status()).isEqualTo(read);
        assertThat(caller.post(path, Map.of("metric", "calls", "amount", 1)).status())
                .isEqualTo(write);
    }

    @Test
    void is_told_to_the_platform_without_its_reason() {
        api.post(path, Map.of("metric", "calls", "amount", 3, "reason", "Mr Smith was angry"));

        assertThat(LifecycleStream.of(standalone.kafkaBrokers(), tenant, 2))
                .last()
                .satisfies(event -> {
                    assertThat(event.type()).isEqualTo("grant.added.v1");
                    assertThat(event.data().path("amount").asLong()).isEqualTo(3);
                    assertThat(event.raw()).doesNotContain("Smith");
                });
    }

    private Api.Answer added(String metric, int amount) {
        var answer = api.post(path, Map.of("metric", metric, "amount", amount));
        assertThat(answer.status()).isEqualTo(201);
        return answer;
    }

    private Iterable<Object> listed(String query, Api.Answer write) {
        var page = ReadsAfter.read(api, path + query, ReadsAfter.token(write));
        return new ArrayList<>(page.body().path("items").valueStream().toList());
    }

    /** Of all pages. */
    private List<Long> amounts(String list, Api.Answer write) {
        var amounts = new ArrayList<Long>();
        var next = "";
        do {
            var page = ReadsAfter.read(api, list + next, ReadsAfter.token(write));
            page.body()
                    .path("items")
                    .valueStream()
                    .forEach(grant -> amounts.add(grant.path("amount").asLong()));
            next =
                    page.text("nextPageToken").isEmpty()
                            ? ""
                            : "&pageToken=" + page.text("nextPageToken");
        } while (!next.isEmpty());
        return amounts;
    }
}
