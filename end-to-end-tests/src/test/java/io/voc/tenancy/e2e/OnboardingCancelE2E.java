package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.Refusals.assertRefused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** To cancel an onboarding, wherever it stands, as one sees it from outside. */
class OnboardingCancelE2E {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Standalone installation = Standalone.shared();
    private final Api api = installation.api();

    /** Where it stands, and whether the named step is undone by somebody. */
    enum Place {
        FIRST_STEPS("by-hand", "by-hand", false) {
            @Override
            void bring(Onboardings onboarding) {}
        },
        RUNNING("undone-by-hand", "undone", true) {
            @Override
            void bring(Onboardings onboarding) {
                onboarding.await("undone", "RUNNING");
            }
        },
        RETRYING("patient", "patient", true) {
            @Override
            void bring(Onboardings onboarding) {
                onboarding.await("patient", "RUNNING");
                onboarding.drive("patient", "fail", Map.of());
                onboarding.await("patient", "RETRYING");
            }
        },
        FAILED("held", "held", false) {
            @Override
            void bring(Onboardings onboarding) {
                onboarding.await("held", "RUNNING");
                onboarding.drive("held", "fail", Map.of());
                onboarding.await("held", "FAILED");
            }
        },
        TIMED_OUT("late", "late", true) {
            @Override
            void bring(Onboardings onboarding) {
                onboarding.await("late", "TIMED_OUT");
            }
        },
        SUCCEEDED("undone-by-hand", "undone", true) {
            @Override
            void bring(Onboardings onboarding) {
                onboarding.await("undone", "RUNNING");
                onboarding.drive("undone", "complete", Map.of());
                onboarding.await("undone-too", "RUNNING");
            }
        },
        SKIPPED("by-hand", "by-hand", false) {
            @Override
            void bring(Onboardings onboarding) {
                onboarding.await("by-hand", "RUNNING");
                onboarding.drive("by-hand", "skip", Map.of("reason", "By hand"));
                onboarding.await("by-hand", "SKIPPED");
            }
        };

        private final String workflow;
        private final String step;
        private final boolean isUndone;

        Place(String workflow, String step, boolean isUndone) {
            this.workflow = workflow;
            this.step = step;
            this.isUndone = isUndone;
        }

        abstract void bring(Onboardings onboarding);
    }

    @ParameterizedTest
    @EnumSource
    void leaves_nothing_behind(Place place) {
        var slug = Api.anySlug();
        var onboarding = Onboardings.start(api, Onboardings.request(place.workflow, slug));
        place.bring(onboarding);

        var answer = onboarding.cancel();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("status")).isEqualTo("COMPENSATING");
        if (place.isUndone) {
            onboarding.undo(place.step);
        }
        onboarding.await("COMPENSATED");
        assertThat(onboarding.read().path("code").asString()).isEqualTo("cancelled");
        assertThat(onboarding.step(place.step).path("compensationAttempts").asInt())
                .isEqualTo(place.isUndone ? 1 : 0);
        assertTold(onboarding, place.isUndone);
        assertNothingIsLeft(onboarding, slug);
    }

    @ParameterizedTest
    @EnumSource
    void hears_no_late_reply_about_what_is_over(Place place) {
        var onboarding = Onboardings.start(api, place.workflow);
        place.bring(onboarding);
        onboarding.cancel();

        var late = onboarding.drive(place.step, "complete", Map.of("attempt", 1));

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.code()).isIn("onboarding-over", "step-attempt-over");
        if (place.isUndone) {
            assertRefused(late, 409, "step-attempt-over");
            onboarding.undo(place.step);
        }
        onboarding.await("COMPENSATED");
    }

    @Test
    void is_told_where_undoing_a_step_failed_and_goes_on() {
        var onboarding = Onboardings.start(api, "undone-by-hand").await("undone", "RUNNING");
        onboarding.drive("undone", "complete", Map.of("attempt", 1));
        onboarding.cancel();

        onboarding.drive("undone", "fail", Map.of("attempt", 2, "code", "not-yet"));
        await().atMost(PATIENCE)
                .until(() ->
                        onboarding.drive("undone", "complete", Map.of("attempt", 3)).status()
                                == 200);

        onboarding.await("COMPENSATED");
        assertThat(onboarding.step("undone").path("status").asString()).isEqualTo("COMPENSATED");
        assertThat(onboarding.read().has("reason")).isFalse();
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(types(onboarding))
                                .contains("onboarding.step.compensation-failed.v1"));
    }

    @Test
    void changes_nothing_where_it_is_undone_already() {
        var onboarding = Onboardings.start(api, "undone-by-hand").await("undone", "RUNNING");
        var first = onboarding.cancel();

        var second = onboarding.cancel();

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.version()).isEqualTo(first.version());
        onboarding.undo("undone");
        onboarding.await("COMPENSATED");
        var end = onboarding.read().path("version").asLong();
        assertThat(onboarding.cancel().status()).isEqualTo(200);
        assertThat(onboarding.cancel().version()).isEqualTo(end);
    }

    @Test
    void is_refused_where_it_is_completed_and_the_tenant_stays() {
        var onboarding = Onboardings.start(api, "standard").await("COMPLETED");

        assertRefused(onboarding.cancel(), 409, "onboarding-over");

        assertThat(api.get("/api/v1/tenants/" + onboarding.tenantId()).text("status"))
                .isEqualTo("ACTIVE");
        assertThat(api.verified(onboarding.keySecret())).isEqualTo("VALID");
    }

    private void assertTold(Onboardings onboarding, boolean isUndone) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> {
                    var types = types(onboarding);
                    assertThat(types)
                            .contains(
                                    "onboarding.compensation.started.v1",
                                    "onboarding.compensated.v1");
                    assertThat(types.contains("onboarding.compensation.requested.v1"))
                            .isEqualTo(isUndone);
                    assertThat(types.contains("tenant.purged.v1"))
                            .isEqualTo(types.contains("tenant.registered.v1"));
                });
    }

    private List<String> types(Onboardings onboarding) {
        return LifecycleStream.soFar(installation.kafkaBrokers(), onboarding.tenantId()).stream()
                .map(LifecycleStream.Received::type)
                .toList();
    }

    private void assertNothingIsLeft(Onboardings onboarding, String slug) {
        var tenant = api.get("/api/v1/tenants/" + onboarding.tenantId());
        assertThat(tenant.text("status")).as("or there never was one").isIn("PURGED", "404");
        assertThat(api.verified(onboarding.keySecret())).isEqualTo("NOT_FOUND");
        assertThat(onboarding.read().toString()).doesNotContain("changed its mind", "By hand");
        assertThat(api.post("/api/v1/tenants", Api.company(slug)).status()).isEqualTo(201);
    }
}
