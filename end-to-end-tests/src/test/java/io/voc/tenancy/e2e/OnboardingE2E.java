package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.Refusals.assertRefused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Onboardings as those who start and drive them over REST see them. */
class OnboardingE2E {

    private final Api api = Standalone.shared().api();

    @Test
    void one_request_makes_a_company_an_active_tenant_with_a_key() {
        var request = Onboardings.request("standard", Api.anySlug());
        request.put("configuration", SampleTenant.withAnAgent());
        request.put("plan", "growth");

        var onboarding = Onboardings.start(api, request).await("COMPLETED");

        assertThat(onboarding.read().path("steps").findValuesAsString("status"))
                .hasSize(5)
                .containsOnly("SUCCEEDED");
        var tenant = api.get("/api/v1/tenants/" + onboarding.tenantId()).body();
        assertThat(tenant.path("status").asString()).isEqualTo("ACTIVE");
        assertThat(tenant.path("plan").asString()).isEqualTo("growth");
        assertThat(api.get("/api/v1/tenants/" + onboarding.tenantId() + "/config").version())
                .isEqualTo(1);
        assertThat(api.verified(onboarding.keySecret())).isEqualTo("VALID");
    }

    @Test
    void the_key_is_not_good_before_the_tenant_is_active() {
        var onboarding = OnboardingSamples.waiting(api);

        assertThat(api.verified(onboarding.keySecret())).isEqualTo("TENANT_NOT_ACTIVE");

        OnboardingSamples.end(onboarding, "cancelOnboarding");
        assertThat(api.verified(onboarding.keySecret())).isEqualTo("VALID");
        assertThat(onboarding.read().path("log").findValuesAsString("event"))
                .startsWith("started", "step-started")
                .endsWith("step-succeeded", "completed");
    }

    @Test
    void the_secret_is_shown_again_to_whoever_repeats_the_request_and_to_nobody_else() {
        var keyed = api.with("Idempotency-Key", UUID.randomUUID().toString());
        var request = Onboardings.request("by-hand", Api.anySlug());
        var first = keyed.post(Onboardings.PATH, request);

        var again = keyed.post(Onboardings.PATH, request);

        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.body()).isEqualTo(first.body());
        var read = new Onboardings(api, first.body()).read();
        assertThat(read.toString())
                .doesNotContain(first.body().path("apiKey").path("secret").asString());
    }

    @Test
    void what_can_not_be_is_told_at_once() {
        var slug = Api.anySlug();
        Onboardings.start(api, Onboardings.request("by-hand", slug));
        assertRefused(
                api.post(Onboardings.PATH, Onboardings.request("standard", slug)),
                409,
                "slug-taken");
        assertRefused(api.post("/api/v1/tenants", Api.company(slug)), 409, "slug-taken");

        var wrong = Onboardings.request("standard", Api.anySlug());
        wrong.put("plan", "no-such-plan");
        assertThat(api.post(Onboardings.PATH, wrong).pointers()).containsExactly("/plan");
        assertThat(
                        api.post(
                                        Onboardings.PATH,
                                        Onboardings.request("no-such-one", Api.anySlug()))
                                .pointers())
                .containsExactly("/workflow");
        wrong.put("plan", "growth");
        wrong.put(
                "configuration",
                Map.of(
                        "telephony",
                        Map.of(
                                "provider",
                                "SIP",
                                "numbers",
                                List.of(
                                        Map.of(
                                                "number",
                                                "+442071838750",
                                                "inboundAgentId",
                                                "nobody")))));
        assertThat(api.post(Onboardings.PATH, wrong).pointers())
                .containsExactly("/configuration/telephony/numbers/0/inboundAgentId");
    }

    @Test
    void what_nobody_answers_is_undone_and_the_slug_is_free() {
        var slug = Api.anySlug();
        var onboarding = Onboardings.start(api, Onboardings.request("brief", slug));

        onboarding.await("COMPENSATED");

        assertThat(onboarding.read().path("code").asString()).isEqualTo("timed-out");
        assertThat(onboarding.step("brief").path("status").asString()).isEqualTo("TIMED_OUT");
        assertThat(onboarding.step("brief").path("attempts").asInt()).isEqualTo(2);
        assertNothingIsLeft(onboarding, slug);
    }

    @Test
    void while_it_is_undone_its_tenant_is_there_for_nobody_and_stays_as_it_is() {
        var onboarding =
                Onboardings.start(api, Onboardings.request("undone-by-hand", Api.anySlug()))
                        .await("undone", "RUNNING");
        onboarding.drive("undone", "complete", Map.of("attempt", 1));
        var tenant = "/api/v1/tenants/" + onboarding.tenantId();
        var claims = Tokens.with(Tokens.claims("tenant-admin"), "tid", onboarding.tenantId());
        var people = api.as(Tokens.of(claims));
        assertThat(people.get(tenant).status()).isEqualTo(200);
        assertThat(people.get(tenant + "/config").status()).isEqualTo(200);

        onboarding.cancel();

        await().untilAsserted(() -> {
            assertThat(people.get(tenant).status()).isEqualTo(404);
            assertThat(people.get(tenant + "/config").status()).isEqualTo(404);
        });
        assertRefused(api.put(tenant + "/plan", Map.of("plan", "growth")), 409, "tenant-deleted");
        assertRefused(
                api.put(tenant + "/config", SampleTenant.withAnAgent()), 409, "tenant-deleted");
        onboarding.drive("undone", "complete", Map.of("attempt", 2));
        onboarding.await("COMPENSATED");
    }

    @Test
    void a_first_key_that_its_people_revoked_ends_nothing() {
        var onboarding = OnboardingSamples.waiting(api);
        var keys = "/api/v1/tenants/" + onboarding.tenantId() + "/api-keys/";
        api.delete(keys + onboarding.started().path("apiKey").path("id").asString());

        OnboardingSamples.end(onboarding, "cancelOnboarding");

        assertThat(api.verified(onboarding.keySecret())).isEqualTo("REVOKED");
    }

    @Test
    void a_failure_may_wait_for_an_operator() {
        var onboarding = Onboardings.start(api, "held").await("held", "RUNNING");
        onboarding.drive("held", "fail", Map.of("code", "no-numbers-left", "reason", "none"));
        onboarding.await("held", "FAILED");
        assertThat(onboarding.step("held").has("dueAt")).isTrue();

        onboarding.drive("held", "retry", Map.of("reason", "There are some again"));
        onboarding.await("held", "RUNNING");
        onboarding.drive("held", "fail", Map.of());
        onboarding.drive("held", "skip", Map.of("reason", "Done by hand"));

        onboarding.await("COMPLETED");
        assertThat(onboarding.step("held").path("status").asString()).isEqualTo("SKIPPED");
        assertThat(onboarding.step("held").path("reason").asString()).isEqualTo("Done by hand");
        awaitTold(onboarding, "onboarding.step.skipped.v1", "onboarding.completed.v1");
    }

    @Test
    void its_tenant_is_left_to_it() {
        var tenant = "/api/v1/tenants/" + OnboardingSamples.waiting(api).tenantId();

        assertRefused(api.delete(tenant), 409, "onboarding-in-progress");
        assertRefused(api.post(tenant + "/activate", Map.of()), 409, "onboarding-in-progress");
        assertRefused(api.post(tenant + "/purge", Map.of()), 409, "onboarding-in-progress");
    }

    @Test
    void they_are_listed_by_what_they_wait_for() {
        var onboarding = OnboardingSamples.waiting(api);

        assertThat(listed("status=RUNNING&step=by-hand&pageSize=500")).contains(onboarding.id());
        assertThat(listed("status=COMPLETED&pageSize=500")).doesNotContain(onboarding.id());
        assertThat(listed("step=activate&pageSize=500")).doesNotContain(onboarding.id());
        assertThat(listed("stuckForSeconds=3600&pageSize=500")).doesNotContain(onboarding.id());
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        assertThat(listed("stuckForSeconds=1&pageSize=500"))
                                .contains(onboarding.id()));
    }

    @Test
    void a_page_goes_on_where_the_one_before_ended() {
        var older = Onboardings.start(api, "standard").await("COMPLETED");
        Onboardings.start(api, "standard").await("COMPLETED");
        var first = api.get(Onboardings.PATH + "?pageSize=1").body();
        var second =
                api.get(
                                Onboardings.PATH
                                        + "?pageSize=1&pageToken="
                                        + first.path("nextPageToken").asString())
                        .body();

        assertThat(id(first)).isGreaterThan(older.id());
        assertThat(id(second)).isLessThan(id(first));
    }

    private static void awaitTold(Onboardings onboarding, String... types) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(
                                        LifecycleStream.soFar(
                                                Standalone.shared().kafkaBrokers(),
                                                onboarding.tenantId()))
                                .extracting(LifecycleStream.Received::type)
                                .contains(types));
    }

    private static String id(JsonNode page) {
        return page.path("items").path(0).path("id").asString();
    }

    private List<String> listed(String query) {
        return api.get(Onboardings.PATH + "?" + query)
                .body()
                .path("items")
                .valueStream()
                .map(item -> item.path("id").asString())
                .toList();
    }

    private void assertNothingIsLeft(Onboardings onboarding, String slug) {
        assertThat(api.get("/api/v1/tenants/" + onboarding.tenantId()).text("status"))
                .isEqualTo("PURGED");
        assertThat(api.verified(onboarding.keySecret())).isEqualTo("NOT_FOUND");
        assertThat(onboarding.read().toString()).doesNotContain("ops@company.example");
        Onboardings.start(api, Onboardings.request("standard", slug)).await("COMPLETED");
    }
}
