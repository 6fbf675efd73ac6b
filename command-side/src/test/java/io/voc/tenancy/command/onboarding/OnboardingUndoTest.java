package io.voc.tenancy.command.onboarding;

import static io.voc.tenancy.command.onboarding.OnboardingStory.CALL;
import static io.voc.tenancy.command.onboarding.OnboardingStory.ID;
import static io.voc.tenancy.command.onboarding.OnboardingStory.NOW;
import static io.voc.tenancy.command.onboarding.OnboardingStory.REGISTER;
import static io.voc.tenancy.command.onboarding.OnboardingStory.REGISTERED;
import static io.voc.tenancy.command.onboarding.OnboardingStory.SYSTEM;
import static io.voc.tenancy.command.onboarding.OnboardingStory.TENANT;
import static io.voc.tenancy.command.onboarding.OnboardingStory.WORKER;
import static io.voc.tenancy.command.onboarding.OnboardingStory.WRITE;
import static io.voc.tenancy.command.onboarding.OnboardingStory.and;
import static io.voc.tenancy.command.onboarding.OnboardingStory.done;
import static io.voc.tenancy.command.onboarding.OnboardingStory.fail;
import static io.voc.tenancy.command.onboarding.OnboardingStory.refused;
import static io.voc.tenancy.command.onboarding.OnboardingStory.succeeded;
import static io.voc.tenancy.command.onboarding.OnboardingStory.undoing;
import static io.voc.tenancy.command.onboarding.OnboardingStory.when;

import static org.axonframework.test.matchers.Matchers.matches;

import io.voc.tenancy.contracts.onboarding.OnboardingCommand.CancelOnboarding;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand.RetryStep;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand.SkipStep;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.CompensationStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.OnboardingCompensated;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepCompensated;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepCompensationFailed;
import io.voc.tenancy.contracts.onboarding.OnboardingView;
import io.voc.tenancy.contracts.onboarding.StepStatus;
import io.voc.tenancy.contracts.rejection.RejectionCode;

import org.junit.jupiter.api.Test;

import java.util.List;

/** How an onboarding that is given up is undone. */
class OnboardingUndoTest {

    private final List<OnboardingEvent> compensating =
            and(
                    REGISTERED,
                    succeeded(CALL, 1),
                    new CompensationStarted(ID, TENANT, "cancelled", null, null),
                    undoing(CALL, 2));

    @Test
    void undoes_one_step_after_the_other_from_the_last_on() {
        when(compensating, WORKER, done(CALL, 2))
                .expectEvents(new StepCompensated(ID, TENANT, CALL, 2), undoing(REGISTER, 2));
    }

    @Test
    void is_over_when_the_tenant_is_purged() {
        when(
                        and(
                                compensating,
                                new StepCompensated(ID, TENANT, CALL, 2),
                                undoing(REGISTER, 2)),
                        SYSTEM,
                        done(REGISTER, 2))
                .expectEvents(
                        new StepCompensated(ID, TENANT, REGISTER, 2),
                        new OnboardingCompensated(ID, TENANT, "acme"))
                .expectResultMessagePayloadMatching(
                        matches(view ->
                                view instanceof OnboardingView onboarding
                                        && onboarding.step(WRITE).orElseThrow().status()
                                                == StepStatus.FAILED));
    }

    @Test
    void tries_again_what_could_not_be_undone_and_then_goes_on_without() {
        when(compensating, WORKER, fail(CALL, 2))
                .expectEvents(
                        new StepCompensationFailed(
                                ID, TENANT, CALL, 2, "failed", NOW.plusSeconds(10)));
        when(
                        and(
                                compensating,
                                new StepCompensationFailed(ID, TENANT, CALL, 2, "failed", NOW),
                                undoing(CALL, 3)),
                        WORKER,
                        fail(CALL, 3))
                .expectEvents(
                        new StepCompensationFailed(ID, TENANT, CALL, 3, "failed", null),
                        undoing(REGISTER, 2));
    }

    @Test
    void hears_no_late_news_of_what_is_undone() {
        refused(when(compensating, WORKER, done(CALL, 1)), RejectionCode.STEP_ATTEMPT_OVER);
        refused(when(compensating, WORKER, done(CALL, null)), RejectionCode.STEP_ATTEMPT_OVER);
        refused(when(compensating, WORKER, done(WRITE, 1)), RejectionCode.ONBOARDING_OVER);
    }

    @Test
    void is_cancelled_already() {
        when(compensating, WORKER, new CancelOnboarding(ID, null, NOW)).expectNoEvents();
    }

    @Test
    void begins_nothing_new() {
        refused(
                when(compensating, WORKER, new RetryStep(ID, WRITE, "late", NOW)),
                RejectionCode.ONBOARDING_OVER);
        refused(
                when(compensating, WORKER, new SkipStep(ID, WRITE, "late", NOW)),
                RejectionCode.ONBOARDING_OVER);
    }
}
