package io.voc.tenancy.command.onboarding;

import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.onboarding.OnboardingStatus;
import io.voc.tenancy.contracts.onboarding.OnboardingView;
import io.voc.tenancy.contracts.onboarding.StepKind;
import io.voc.tenancy.contracts.onboarding.StepStatus;
import io.voc.tenancy.contracts.onboarding.StepView;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/**
 * What somebody says about an attempt at a step.
 *
 * @param attempt which one; null for the present one
 */
record Reply(OnboardingView onboarding, StepView step, @Nullable Integer attempt) {

    private static final Set<StepStatus> DONE =
            Set.of(StepStatus.SUCCEEDED, StepStatus.COMPENSATED);
    private static final Set<StepStatus> NOT_DONE =
            Set.of(StepStatus.RETRYING, StepStatus.FAILED, StepStatus.TIMED_OUT);

    /**
     * Whether that it is done is news.
     *
     * @throws Rejection when it can't be, or is not for the actor to say
     */
    boolean completes(Actor actor) {
        return isNews(actor, DONE);
    }

    /**
     * Whether that it failed is news.
     *
     * @throws Rejection when it can't be, or is not for the actor to say
     */
    boolean fails(Actor actor) {
        return isNews(actor, NOT_DONE);
    }

    private boolean isNews(Actor actor, Set<StepStatus> sameAgain) {
        if (step.kind() == StepKind.INTERNAL && !actor.isSystem()) {
            throw new Rejection(
                    RejectionCode.STEP_NOT_EXTERNAL,
                    "The step " + step.name() + " is done by this system itself");
        }
        if (attempt == null ? isBeingUndone() : attempt != step.attempt()) {
            throw attemptOver();
        }
        if (step.status() == StepStatus.RUNNING) {
            return true;
        }
        if (sameAgain.contains(step.status())) {
            return false;
        }
        throw onboarding.status() == OnboardingStatus.RUNNING
                ? new Rejection(
                        RejectionCode.STEP_NOT_RUNNING,
                        "The step " + step.name() + " is " + step.status())
                : Onboarding.over(onboarding);
    }

    private boolean isBeingUndone() {
        return onboarding.status() == OnboardingStatus.COMPENSATING;
    }

    private Rejection attemptOver() {
        return new Rejection(
                RejectionCode.STEP_ATTEMPT_OVER,
                attempt == null
                        ? "The onboarding is being undone; say which attempt is meant"
                        : "Attempt %d of the step %s is over; the present one is %d"
                                .formatted(attempt, step.name(), step.attempt()));
    }
}
