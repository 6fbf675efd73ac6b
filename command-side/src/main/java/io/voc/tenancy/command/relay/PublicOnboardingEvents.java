package io.voc.tenancy.command.relay;

import io.voc.tenancy.contracts.lifecycle.LifecycleEvent;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.CompensationStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.OnboardingCompensated;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.OnboardingCompleted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.OnboardingStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.ReplyRefused;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepCompensated;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepCompensationFailed;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepCompensationStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepFailed;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepSkipped;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepSucceeded;

/** What the world is told of an onboarding; those who do external steps act upon it. */
final class PublicOnboardingEvents {

    private PublicOnboardingEvents() {}

    static LifecycleEvent of(OnboardingEvent event) {
        return switch (event) {
            case OnboardingStarted it ->
                    new LifecycleEvent.OnboardingStarted(
                            it.tenantId(),
                            it.onboardingId(),
                            it.workflow().name(),
                            it.slug(),
                            it.plan());
            case StepStarted it -> begun(it);
            case StepSucceeded it ->
                    new LifecycleEvent.OnboardingStepSucceeded(
                            it.tenantId(), it.onboardingId(), it.step(), it.attempt());
            case StepFailed it ->
                    new LifecycleEvent.OnboardingStepFailed(
                            it.tenantId(),
                            it.onboardingId(),
                            it.step(),
                            it.attempt(),
                            it.code(),
                            it.retryAt(),
                            it.heldUntil());
            case StepSkipped it ->
                    new LifecycleEvent.OnboardingStepSkipped(
                            it.tenantId(), it.onboardingId(), it.step());
            case OnboardingCompleted it ->
                    new LifecycleEvent.OnboardingCompleted(it.tenantId(), it.onboardingId());
            case CompensationStarted it ->
                    new LifecycleEvent.OnboardingCompensationStarted(
                            it.tenantId(), it.onboardingId(), it.code(), it.step());
            case StepCompensationStarted it -> undoing(it);
            case StepCompensated it ->
                    new LifecycleEvent.OnboardingStepCompensated(
                            it.tenantId(), it.onboardingId(), it.step());
            case StepCompensationFailed it ->
                    new LifecycleEvent.OnboardingStepCompensationFailed(
                            it.tenantId(),
                            it.onboardingId(),
                            it.step(),
                            it.attempt(),
                            it.code(),
                            it.retryAt());
            case OnboardingCompensated it ->
                    new LifecycleEvent.OnboardingCompensated(it.tenantId(), it.onboardingId());
            case ReplyRefused it ->
                    new LifecycleEvent.OnboardingReplyRefused(
                            it.tenantId(), it.onboardingId(), it.step(), it.replyId(), it.code());
        };
    }

    private static LifecycleEvent begun(StepStarted event) {
        return switch (event.kind()) {
            case INTERNAL ->
                    new LifecycleEvent.OnboardingStepStarted(
                            event.tenantId(), event.onboardingId(), event.step(), event.attempt());
            case EXTERNAL ->
                    new LifecycleEvent.OnboardingStepRequested(
                            event.tenantId(),
                            event.onboardingId(),
                            event.step(),
                            event.attempt(),
                            event.dueAt(),
                            event.workflow(),
                            event.slug(),
                            event.region(),
                            event.plan());
        };
    }

    private static LifecycleEvent undoing(StepCompensationStarted event) {
        return switch (event.kind()) {
            case INTERNAL ->
                    new LifecycleEvent.OnboardingStepCompensationStarted(
                            event.tenantId(), event.onboardingId(), event.step(), event.attempt());
            case EXTERNAL ->
                    new LifecycleEvent.OnboardingCompensationRequested(
                            event.tenantId(),
                            event.onboardingId(),
                            event.step(),
                            event.attempt(),
                            event.compensation(),
                            event.dueAt(),
                            event.workflow(),
                            event.slug(),
                            event.region(),
                            event.plan());
        };
    }
}
