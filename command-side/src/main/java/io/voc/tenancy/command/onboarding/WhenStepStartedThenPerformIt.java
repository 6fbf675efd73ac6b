package io.voc.tenancy.command.onboarding;

import io.voc.tenancy.command.Commands;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand.CompleteStep;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand.FailStep;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepCompensationStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepEvent;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepStarted;
import io.voc.tenancy.contracts.onboarding.StepKind;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionKind;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.time.Clock;

/**
 * Does internal steps, and their undoing, as soon as they have begun, and says how they went. What
 * was done before a crash, but not said, is done again, to no further effect.
 */
@Component
@ProcessingGroup(ReactionConfiguration.STEPS)
@DisallowReplay
class WhenStepStartedThenPerformIt {

    private static final Logger log = LoggerFactory.getLogger(WhenStepStartedThenPerformIt.class);

    private static final String DEFECT = "internal-error";

    private final InternalSteps steps;
    private final Commands commands;
    private final Clock clock;
    private final WorkBeside beside;

    WhenStepStartedThenPerformIt(
            InternalSteps steps, Commands commands, Clock clock, WorkBeside beside) {
        this.steps = steps;
        this.commands = commands;
        this.clock = clock;
        this.beside = beside;
    }

    @EventHandler
    void on(StepStarted event, UnitOfWork<?> batch) {
        if (event.kind() == StepKind.INTERNAL) {
            beside.add(
                    batch,
                    event.tenantId(),
                    () -> perform(event, () -> steps.perform(event.onboardingId(), event.step())));
        }
    }

    @EventHandler
    void on(StepCompensationStarted event, UnitOfWork<?> batch) {
        if (event.kind() == StepKind.INTERNAL) {
            beside.add(
                    batch,
                    event.tenantId(),
                    () ->
                            perform(
                                    event,
                                    () ->
                                            steps.purgeTenant(
                                                    event.tenantId(), event.onboardingId())));
        }
    }

    /** One that can't be done keeps no other waiting; only when nothing can be done, all wait. */
    private void perform(StepEvent event, Runnable work) {
        try {
            work.run();
        } catch (Rejection refusal) {
            if (refusal.code().kind() == RejectionKind.UNAVAILABLE) {
                throw refusal;
            }
            report(failed(event, refusal.code().code(), refusal.detail()));
            return;
        } catch (CheckFailedException e) {
            report(failed(event, CheckFailedException.CODE, e.getMessage()));
            return;
        } catch (RuntimeException e) {
            log.error("the step {} of {} failed", event.step(), event.onboardingId(), e);
            report(failed(event, DEFECT, null));
            return;
        }
        report(
                new CompleteStep(
                        event.onboardingId(),
                        event.step(),
                        event.attempt(),
                        null,
                        clock.instant()));
    }

    private FailStep failed(StepEvent event, String code, @Nullable String reason) {
        return new FailStep(
                event.onboardingId(),
                event.step(),
                event.attempt(),
                code,
                reason,
                true,
                clock.instant());
    }

    /** Which may come too late: after a time-out, or when all is being undone. */
    private void report(OnboardingCommand result) {
        try {
            commands.send(result, InternalSteps.ONBOARDING);
        } catch (Rejection refusal) {
            if (refusal.code().kind() != RejectionKind.STATE_CONFLICT) {
                throw refusal;
            }
            log.debug("{} heard too late of a step", result.onboardingId());
        }
    }
}
