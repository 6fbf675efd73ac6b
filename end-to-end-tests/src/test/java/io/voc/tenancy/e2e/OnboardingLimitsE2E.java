package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.Refusals.assertRefused;
import static io.voc.tenancy.e2e.SamplePlan.created;
import static io.voc.tenancy.e2e.SamplePlan.keys;
import static io.voc.tenancy.e2e.SamplePlan.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;

/** What a plan has no room for is told to whoever signs up, not found out by a step later. */
class OnboardingLimitsE2E {

    private static final Map<String, Object> CONFIGURATION =
            Map.of(
                    "aiAgents",
                    SampleTenant.withAnAgent().get("aiAgents"),
                    "telephony",
                    Map.of(
                            "provider",
                            "SIP",
                            "numbers",
                            List.of(Map.of("number", "+442071838750"))));

    private final Api api = Standalone.shared().api();

    @ParameterizedTest
    @CsvSource({"api-keys", "ai-agents", "phone-numbers"})
    void what_there_is_no_room_for_is_told_at_once(String metric) {
        var slug = Api.anySlug();

        assertRefused(started(slug, created(api, limit(metric, 0))), 409, "limit-reached");

        var again = started(slug, created(api, limit(metric, 1)));
        assertThat(again.status()).as("the slug was not taken").isEqualTo(202);
        var onboarding = new Onboardings(api, again.body()).await("COMPLETED");
        assertThat(api.verified(onboarding.keySecret())).isEqualTo("VALID");
    }

    @Test
    void a_limit_that_is_only_watched_is_no_bar() {
        var watched =
                Map.<String, Object>of("metric", "api-keys", "amount", 0, "enforcement", "SOFT");

        var answer = started(Api.anySlug(), created(api, watched));

        assertThat(answer.status()).isEqualTo(202);
        new Onboardings(api, answer.body()).await("COMPLETED");
    }

    @Test
    void the_first_key_is_one_of_those_that_the_plan_allows() {
        var answer = started(Api.anySlug(), created(api, keys(1)));
        var onboarding = new Onboardings(api, answer.body()).await("COMPLETED");

        assertRefused(
                api.post(
                        "/api/v1/tenants/" + onboarding.tenantId() + "/api-keys",
                        Map.of("name", "A key", "scopes", List.of("config:read"))),
                409,
                "limit-reached");
    }

    private Api.Answer started(String slug, String plan) {
        var request = Onboardings.request("standard", slug);
        request.put("plan", plan);
        request.put("configuration", CONFIGURATION);
        return api.post(Onboardings.PATH, request);
    }
}
