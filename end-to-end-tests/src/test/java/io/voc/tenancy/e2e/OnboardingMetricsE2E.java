package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** What Prometheus is told of onboardings, in an installation where nothing else is done. */
@Tag("standalone")
@OwnInstallation
class OnboardingMetricsE2E {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void tell_what_became_of_each_and_how_long_its_steps_took() throws Exception {
        try (var installation = Standalone.own()) {
            installation.start();
            var api = installation.api();
            assertTold(installation, "onboarding_started_total", 0);
            assertTold(installation, "onboarding_stuck", 0);

            Onboardings.start(api, "standard").await("COMPLETED");
            Onboardings.start(api, "brief").await("COMPENSATED");
            var open = OnboardingSamples.waiting(api);
            open.drive(OnboardingSamples.STEP, "complete", Map.of());

            assertTold(installation, "onboarding_started_total", 3);
            assertTold(installation, "onboarding_completed_total", 1);
            assertTold(installation, "onboarding_failed_total", 1);
            assertTold(installation, "onboarding_compensated_total", 1);
            assertTold(installation, count("register-tenant", "succeeded"), 3);
            assertTold(installation, count("activate", "succeeded"), 1);
            assertTold(installation, count("by-hand", "succeeded"), 1);
            assertTold(installation, count("brief", "failed"), 2);
            assertThat(told(installation, step("sum", "brief", "failed")))
                    .as("two attempts of a second each, in seconds")
                    .isBetween(2.0, 20.0);
            assertThat(told(installation, step("sum", "register-tenant", "succeeded")))
                    .isGreaterThan(0.0)
                    .isLessThan(30.0);
            assertRefusedReplies(installation);
            assertStuck(installation, open);
        }
    }

    private static void assertRefusedReplies(Standalone installation) {
        assertTold(installation, "onboarding_replies_refused_total", 0);

        new ReplyRecords(installation).send("nobody", "garbage", UUID.randomUUID().toString());

        assertTold(installation, "onboarding_replies_refused_total", 1);
    }

    /**
     * A quarter of an hour and more passes for the one that is open, and for those that are over.
     */
    private static void assertStuck(Standalone installation, Onboardings open) {
        assertTold(installation, "onboarding_stuck", 0);

        new Database(installation)
                .execute("UPDATE query.onboarding SET updated_at = now() - interval '16 minutes'");
        assertTold(installation, "onboarding_stuck", 1);

        open.cancel();
        open.await("COMPENSATED");
        assertTold(installation, "onboarding_stuck", 0);
        assertTold(installation, "onboarding_failed_total", 2);
    }

    private static void assertTold(Standalone installation, String series, double value) {
        await(series)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(told(installation, series)).isEqualTo(value));
    }

    private static double told(Standalone installation, String series) {
        return installation
                .api()
                .anonymous()
                .get("/metrics")
                .response()
                .body()
                .lines()
                .filter(line -> line.startsWith(series + " ") || line.startsWith(series + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static String count(String step, String outcome) {
        return step("count", step, outcome);
    }

    private static String step(String what, String step, String outcome) {
        return "onboarding_step_seconds_%s{outcome=\"%s\",step=\"%s\"}"
                .formatted(what, outcome, step);
    }
}
