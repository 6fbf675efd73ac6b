package io.voc.tenancy.command.onboarding;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
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

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;

/** Counts onboardings and times their steps, each on the node that follows the log for it. */
@Component
@ProcessingGroup(ReactionConfiguration.METERS)
@DisallowReplay
class WhenOnboardingMovesThenCount {

    private static final String PREFIX = "onboarding.";

    private final MeterRegistry meters;

    WhenOnboardingMovesThenCount(MeterRegistry meters) {
        this.meters = meters;
        for (var what : new String[] {"started", "completed", "failed", "compensated"}) {
            count(what);
        }
    }

    @EventHandler
    void on(OnboardingEvent event, @Timestamp Instant at) {
        switch (event) {
            case OnboardingStarted _ -> count("started").increment();
            case OnboardingCompleted _ -> count("completed").increment();
            case CompensationStarted _ -> count("failed").increment();
            case OnboardingCompensated _ -> count("compensated").increment();
            case StepSucceeded it -> time(it.step(), "succeeded", it.startedAt(), at);
            case StepFailed it -> time(it.step(), "failed", it.startedAt(), at);
            case StepStarted _,
                    StepSkipped _,
                    StepCompensationStarted _,
                    StepCompensated _,
                    StepCompensationFailed _,
                    ReplyRefused _ -> {} // not counted
        }
    }

    private Counter count(String what) {
        return meters.counter(PREFIX + what);
    }

    private void time(String step, String outcome, Instant from, Instant to) {
        Timer.builder(PREFIX + "step")
                .description("How long attempts at a step take")
                .tag("step", step)
                .tag("outcome", outcome)
                .register(meters)
                .record(Duration.between(from, to));
    }
}
