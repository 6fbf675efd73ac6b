package io.voc.tenancy.query.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.contracts.configuration.TenantConfiguration;
import io.voc.tenancy.contracts.onboarding.LogLine;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.CompensationStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.OnboardingCompensated;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.OnboardingStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepCompensationFailed;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepCompensationStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepStarted;
import io.voc.tenancy.contracts.onboarding.StepKind;
import io.voc.tenancy.contracts.onboarding.Workflow;
import io.voc.tenancy.contracts.onboarding.WorkflowStep;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** An onboarding whose tenant can't be purged for a long time. */
class OnboardingDetailTest {

    private static final String ID = "onb_01h455vb4pex5vsknk084sn02q";
    private static final String TENANT = "ten_01h455vb4pex5vsknk084sn02q";
    private static final String STEP = "register-tenant";
    private static final String UNDO = "purge-tenant";
    private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");
    private static final int TRIES = 1_000;

    private @Nullable OnboardingDetail onboarding;

    @Test
    void keeps_the_beginning_and_the_newest_of_a_long_history() {
        undoInVain();

        var log = onboarding().log();
        assertThat(log).hasSize(OnboardingDetail.MOST_LINES);
        assertThat(log)
                .extracting(LogLine::event)
                .startsWith("started", "step-started", "compensation-started")
                .endsWith("step-compensation-failed");
        assertThat(log.getLast().attempt()).isEqualTo(TRIES + 1);
        assertThat(log.get(log.size() - 2).attempt()).isEqualTo(TRIES + 1);
    }

    @Test
    void tells_how_much_is_left_out() {
        undoInVain();
        assertThat(onboarding().log().size() + onboarding().logOmitted())
                .isEqualTo(3 + 2 * TRIES)
                .isEqualTo(onboarding().version());

        happens(new OnboardingCompensated(ID, TENANT, "acme"));

        assertThat(onboarding().log()).hasSize(OnboardingDetail.MOST_LINES);
        assertThat(onboarding().log().getLast().event()).isEqualTo("compensated");
    }

    @Test
    void keeps_all_of_a_short_one() {
        happens(started());
        happens(begun());

        assertThat(onboarding().log()).hasSize(2);
        assertThat(onboarding().logOmitted()).isZero();
    }

    private void undoInVain() {
        happens(started());
        happens(begun());
        happens(new CompensationStarted(ID, TENANT, "cancelled", null, null));
        for (int attempt = 2; attempt <= TRIES + 1; attempt++) {
            happens(undoing(attempt));
            happens(new StepCompensationFailed(ID, TENANT, STEP, attempt, "no", NOW));
        }
    }

    private void happens(OnboardingEvent event) {
        onboarding = OnboardingDetail.after(onboarding, event, NOW);
    }

    private OnboardingDetail onboarding() {
        return Objects.requireNonNull(onboarding);
    }

    private static OnboardingStarted started() {
        var step =
                new WorkflowStep(STEP, StepKind.INTERNAL, List.of(), 60, 5, 1, 1, 0, false, UNDO);
        return new OnboardingStarted(
                ID,
                TENANT,
                "acme",
                "Acme",
                "ops@acme.example",
                "eu-central",
                Map.of(),
                "growth",
                TenantConfiguration.EMPTY,
                "key_01h455vb4pex5vsknk084sn02q",
                "c0ffee",
                "tm_live_abcd",
                "wxyz",
                new Workflow("test", 1, List.of(step)));
    }

    private static StepStarted begun() {
        return new StepStarted(
                ID,
                TENANT,
                STEP,
                1,
                StepKind.INTERNAL,
                NOW,
                "test",
                "acme",
                "eu-central",
                "growth",
                null);
    }

    private static StepCompensationStarted undoing(int attempt) {
        return new StepCompensationStarted(
                ID,
                TENANT,
                STEP,
                attempt,
                StepKind.INTERNAL,
                UNDO,
                NOW,
                "test",
                "acme",
                "eu-central",
                "growth");
    }
}
