package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.Refusals.assertRefused;
import static io.voc.tenancy.e2e.SamplePlan.anyName;
import static io.voc.tenancy.e2e.SamplePlan.created;
import static io.voc.tenancy.e2e.SamplePlan.keys;
import static io.voc.tenancy.e2e.SamplePlan.limit;
import static io.voc.tenancy.e2e.SamplePlan.tenantOn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;

/** What counts for a tenant: its plan, save where an override says otherwise. */
class TenantLimitsE2E {

    private static final Map<String, Object> MINUTES =
            Map.of(
                    "metric", "call-minutes",
                    "amount", 100,
                    "period", "MONTH",
                    "enforcement", "SOFT",
                    "warnAtPercent", List.of(100, 80));

    private final Standalone standalone = Standalone.shared();
    private final Api api = standalone.api();

    @Test
    void are_those_of_the_plan_with_what_there_is_already() {
        var name = created(api, keys(3));
        var tenant = tenantOn(api, name);
        api.issuedKey(tenant, "config:read");

        var limits = api.get(path(tenant));

        assertThat(limits.status()).isEqualTo(200);
        assertThat(limits.text("tenantId")).isEqualTo(tenant);
        assertThat(limits.text("plan")).isEqualTo(name);
        assertThat(limits.header("ETag")).isEqualTo("\"0\"");
        assertThat(limits.version()).isZero();
        assertThat(told(limits)).containsExactly("api-keys - 3 HARD PLAN 1 2");
        assertThat(limits.body().has("grants")).isFalse();
    }

    @Test
    void are_each_that_of_an_override_of_the_same_metric_and_period_and_then_the_others() {
        var name = anyName();
        api.post("/api/v1/plans", SamplePlan.body(name, List.of(keys(3), MINUTES)));
        var tenant = tenantOn(api, name);
        var aDay =
                Map.of(
                        "metric",
                        "call-minutes",
                        "amount",
                        9,
                        "period",
                        "DAY",
                        "enforcement",
                        "HARD");

        var put = override(tenant, limit("ai-agents", 7), aDay, keys(5));

        assertThat(put.status()).isEqualTo(200);
        assertThat(put.header("ETag")).isEqualTo("\"1\"");
        assertThat(told(put))
                .containsExactly(
                        "api-keys - 5 HARD OVERRIDE 0 5",
                        "call-minutes MONTH 100 SOFT PLAN - -",
                        "ai-agents - 7 HARD OVERRIDE 0 7",
                        "call-minutes DAY 9 HARD OVERRIDE - -");
        assertThat(put.body().at("/limits/1/warnAtPercent").toString()).isEqualTo("[80,100]");
        assertThat(ReadsAfter.read(api, path(tenant), ReadsAfter.token(put)).body())
                .as("what is read is what the write answered")
                .isEqualTo(put.body());
        assertThat(told(override(tenant)))
                .as("without overrides the plan counts again")
                .containsExactly(
                        "api-keys - 3 HARD PLAN 0 3", "call-minutes MONTH 100 SOFT PLAN - -");
    }

    @Test
    void go_before_those_of_the_plan_from_the_moment_that_they_are_answered() {
        var tenant = tenantOn(api, created(api, keys(1)));
        api.issuedKey(tenant, "config:read");
        assertRefused(key(tenant), 409, "limit-reached");

        override(tenant, keys(2));
        assertThat(key(tenant).status()).as("a higher one").isEqualTo(201);
        assertRefused(key(tenant), 409, "limit-reached");

        override(tenant, Map.of("metric", "api-keys", "amount", 0, "enforcement", "SOFT"));
        assertThat(key(tenant).status()).as("a soft one").isEqualTo(201);

        assertThat(told(override(tenant, keys(0))))
                .as("a lower one: what exists stays, and is shown")
                .containsExactly("api-keys - 0 HARD OVERRIDE 3 0");
        assertRefused(key(tenant), 409, "limit-reached");

        override(tenant);
        assertRefused(key(tenant), 409, "limit-reached");
    }

    @Test
    void may_come_to_be_less_than_there_is_by_a_change_of_plan() {
        var name = created(api, keys(2));
        var tenant = tenantOn(api, name);
        api.issuedKey(tenant, "config:read");
        api.issuedKey(tenant, "config:read");

        var replaced = api.put("/api/v1/plans/" + name, Map.of("limits", List.of(keys(1))));

        assertThat(told(ReadsAfter.read(api, path(tenant), ReadsAfter.token(replaced))))
                .containsExactly("api-keys - 1 HARD PLAN 2 0");
        var none = created(api, keys(0));
        var changed = api.put("/api/v1/tenants/" + tenant + "/plan", Map.of("plan", none));
        var read = ReadsAfter.read(api, path(tenant), ReadsAfter.token(changed));
        assertThat(told(read)).containsExactly("api-keys - 0 HARD PLAN 2 0");
        assertThat(read.text("plan")).isEqualTo(none);
    }

    @Test
    void of_a_tenant_have_a_version_of_their_own() {
        var tenant = api.registeredTenant();
        var first = ifMatch("\"0\"", tenant, keys(5));
        assertThat(first.version()).isEqualTo(1);
        assertRefused(ifMatch("\"0\"", tenant, keys(6)), 412, "version-conflict");

        assertThat(override(tenant, keys(5)).version()).as("nothing new").isEqualTo(1);
        assertThat(ifMatch("\"1\"", tenant).version()).isEqualTo(2);
        assertThat(override(tenant).version()).isEqualTo(2);
        assertThat(api.get("/api/v1/tenants/" + tenant).version()).isEqualTo(1);
        assertThat(LifecycleStream.of(standalone.kafkaBrokers(), tenant, 3))
                .extracting(event -> event.type() + event.data().path("overrides"))
                .containsExactly(
                        "tenant.registered.v1",
                        "tenant.limits-changed.v1"
                                + "[{\"metric\":\"api-keys\",\"amount\":5,\"enforcement\":\"HARD\"}]",
                        "tenant.limits-changed.v1[]");
    }

    /** Also on a node that had found none, and by another they came. */
    @Test
    void are_taken_away_by_whichever_node() {
        for (int round = 0; round < 8; round++) {
            var tenant = api.registeredTenant();
            for (int i = 0; i < 4 + round % 2; i++) {
                assertThat(override(tenant).version()).isZero();
            }

            assertThat(override(tenant, keys(1)).version()).isEqualTo(1);
            assertThat(override(tenant).version()).isEqualTo(2);
        }
    }

    @Test
    void of_nobody_have_no_version() {
        var unknown = "ten_00000000000000000000000000";

        assertRefused(ifMatch("\"0\"", unknown, keys(1)), 404, "not-found");
        assertRefused(ifMatch("\"7\"", unknown, keys(1)), 404, "not-found");
    }

    @Test
    void are_in_the_catalogue_and_each_there_once() {
        var answer =
                override(
                        api.registeredTenant(),
                        limit("dreams", 1),
                        limit("call-minutes", 1),
                        keys(1),
                        keys(2));

        assertRefused(answer, 400, "validation-failed");
        assertThat(answer.pointers())
                .containsExactly("/limits/0/metric", "/limits/1/period", "/limits/3");
    }

    @ParameterizedTest
    @CsvSource({
        "platform-auditor, 200, 403",
        "tenant-admin,     200, 403",
        "tenant-viewer,    200, 403",
        "service,          403, 403",
    })
    void are_for_the_platform_to_set_and_for_the_tenant_to_see(String role, int read, int write) {
        var tenant = api.registeredTenant();
        var caller = api.as(Tokens.of(Tokens.with(Tokens.claims(role), "tid", tenant)));

        assertThat(caller.get(path(tenant)).status()).isEqualTo(read);
        assertThat(caller.put(path(tenant), Map.of("limits", List.of())).status()).isEqualTo(write);
    }

    @Test
    void are_seen_by_a_key_that_may_see_the_use() {
        var tenant = api.registeredTenant();
        var key = api.issuedKey(tenant, "usage:read").path("secret").asString();

        assertThat(api.as(key).get(path(tenant)).status()).isEqualTo(200);
        assertRefused(api.as(key).get(path(api.registeredTenant())), 404, "not-found");
    }

    private Api.Answer override(String tenant, Map<?, ?>... limits) {
        return api.put(path(tenant), Map.of("limits", List.of(limits)));
    }

    private Api.Answer ifMatch(String tag, String tenant, Map<?, ?>... limits) {
        return api.with("If-Match", tag).put(path(tenant), Map.of("limits", List.of(limits)));
    }

    private Api.Answer key(String tenant) {
        return api.post(
                "/api/v1/tenants/" + tenant + "/api-keys",
                Map.of("name", "A key", "scopes", List.of("config:read")));
    }

    private static String path(String tenant) {
        return "/api/v1/tenants/" + tenant + "/limits";
    }

    /** Each as metric, period, amount, enforcement, source, used and remaining. */
    private static List<String> told(Api.Answer limits) {
        return limits.body()
                .path("limits")
                .valueStream()
                .map(limit ->
                        "%s %s %d %s %s %s %s"
                                .formatted(
                                        limit.path("metric").asString(),
                                        limit.path("period").asString("-"),
                                        limit.path("amount").asLong(),
                                        limit.path("enforcement").asString(),
                                        limit.path("source").asString(),
                                        limit.path("used").asString("-"),
                                        limit.path("remaining").asString("-")))
                .toList();
    }
}
