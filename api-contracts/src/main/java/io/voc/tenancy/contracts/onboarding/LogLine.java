package io.voc.tenancy.contracts.onboarding;

import io.voc.tenancy.contracts.event.EventCatalogue;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.CompensationStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.OnboardingCompensated;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.OnboardingCompleted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.OnboardingStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.ReplyRefused;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepCompensated;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepCompensationFailed;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepCompensationStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepEvent;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepFailed;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepSkipped;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepSucceeded;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * One thing that happened to an onboarding.
 *
 * @param event what, such as {@code step-failed}
 * @param step to which of its steps; null if to all of it
 * @param attempt the number of the step's attempt, or undoing
 */
public record LogLine(
        Instant at,
        String event,
        @Nullable String step,
        @Nullable Integer attempt,
        @Nullable String code,
        @Nullable String reason) {

    /** What an event tells. */
    public static LogLine of(OnboardingEvent event, Instant at) {
        var type = EventCatalogue.typeOf(event.getClass()).name();
        var line =
                new LogLine(
                        at, type.substring(type.indexOf('.') + 1), step(event), null, null, null);
        return switch (event) {
            case StepStarted it -> line.with(it, null, it.reason());
            case StepSucceeded it -> line.with(it, null, it.reason());
            case StepSkipped it -> line.with(it, null, it.reason());
            case StepFailed it -> line.with(it, it.code(), it.reason());
            case StepCompensationFailed it -> line.with(it, it.code(), null);
            case StepCompensationStarted it -> line.with(it, null, null);
            case StepCompensated it -> line.with(it, null, null);
            case CompensationStarted it -> line.because(it.code(), it.reason());
            case ReplyRefused it -> line.because(it.code(), null);
            case OnboardingStarted _, OnboardingCompleted _, OnboardingCompensated _ -> line;
        };
    }

    /** What is left of it when its tenant is purged. */
    public LogLine erased() {
        return new LogLine(at, event, step, attempt, code, null);
    }

    private static @Nullable String step(OnboardingEvent event) {
        return switch (event) {
            case StepEvent it -> it.step();
            case CompensationStarted it -> it.step();
            case ReplyRefused it -> it.step();
            case OnboardingStarted _, OnboardingCompleted _, OnboardingCompensated _ -> null;
        };
    }

    private LogLine with(StepEvent of, @Nullable String why, @Nullable String said) {
        return new LogLine(at, event, step, of.attempt(), why, said);
    }

    private LogLine because(String why, @Nullable String said) {
        return new LogLine(at, event, step, attempt, why, said);
    }
}
