package io.voc.tenancy.command.onboarding;

import com.github.kagkarlsson.scheduler.SchedulerClient;

import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepCompensationFailed;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepCompensationStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepEvent;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepFailed;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepStarted;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Instant;

/** Sees to it that every wait of a step comes to an end: its time-out, its next attempt. */
@Component
@ProcessingGroup(ReactionConfiguration.TIMERS)
@DisallowReplay
class WhenStepWaitsThenSetTimer {

    private final SchedulerClient schedule;

    WhenStepWaitsThenSetTimer(SchedulerClient schedulerClient) {
        this.schedule = schedulerClient;
    }

    @EventHandler
    void on(StepStarted event) {
        set(event, "attempt", event.dueAt());
    }

    @EventHandler
    void on(StepFailed event) {
        set(event, "wait", event.retryAt() == null ? event.heldUntil() : event.retryAt());
    }

    @EventHandler
    void on(StepCompensationStarted event) {
        set(event, "attempt", event.dueAt());
    }

    @EventHandler
    void on(StepCompensationFailed event) {
        set(event, "wait", event.retryAt());
    }

    /** Setting it again changes nothing; one that rings for nothing does no harm. */
    private void set(StepEvent event, String what, @Nullable Instant at) {
        if (at != null) {
            var id = OnboardingTimer.id(event.onboardingId(), event.step(), event.attempt(), what);
            schedule.scheduleIfNotExists(OnboardingTimer.TASK.instance(id).build(), at);
        }
    }
}
