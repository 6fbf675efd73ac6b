package io.voc.tenancy.command.onboarding;

import io.voc.tenancy.contracts.onboarding.OnboardingEvent;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.CompensationStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.OnboardingCompensated;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.OnboardingCompleted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepCompensated;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepCompensationFailed;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepCompensationStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepFailed;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepSucceeded;
import io.voc.tenancy.contracts.onboarding.OnboardingStatus;
import io.voc.tenancy.contracts.onboarding.OnboardingView;
import io.voc.tenancy.contracts.onboarding.StepKind;
import io.voc.tenancy.contracts.onboarding.StepStatus;
import io.voc.tenancy.contracts.onboarding.StepView;
import io.voc.tenancy.contracts.onboarding.WorkflowStep;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/** How an onboarding goes on from where it stands, as its workflow wants it. */
record Course(OnboardingView onboarding, Signup signup, Instant now) {

    /** Times are kept to the millisecond, wherever they are kept. */
    Course {
        now = now.truncatedTo(ChronoUnit.MILLIS);
    }

    /** What happens next without anyone asking; empty while something is waited for. */
    Optional<OnboardingEvent> next() {
        return switch (onboarding.status()) {
            case RUNNING ->
                    givenUp()
                            .or(() ->
                                    onboarding.steps().stream()
                                            .filter(this::isReady)
                                            .findFirst()
                                            .map(step -> begin(step, null)))
                            .or(this::completed);
            case COMPENSATING ->
                    isUndoing() ? Optional.empty() : Optional.of(undoNext().orElseGet(this::gone));
            case COMPLETED, COMPENSATED -> Optional.empty();
        };
    }

    /** What happens because a step's time has come; empty when none's has. */
    Optional<OnboardingEvent> due() {
        return onboarding.steps().stream()
                .filter(step -> step.isDue(now))
                .findFirst()
                .map(step ->
                        switch (step.status()) {
                            case RUNNING -> fail(step, StepFailed.TIMED_OUT, null, true);
                            case RETRYING -> isRunning() ? begin(step, null) : undo(step);
                            case FAILED, TIMED_OUT -> giveUp(step);
                            case WAITING, SUCCEEDED, SKIPPED, COMPENSATED ->
                                    throw new IllegalStateException(
                                            step.name() + " waits for nothing");
                        });
    }

    /** Another attempt. */
    StepStarted begin(StepView step, @Nullable String reason) {
        return new StepStarted(
                onboarding.id(),
                onboarding.tenantId(),
                step.name(),
                step.attempt() + 1,
                step.kind(),
                rules(step).deadline(now),
                signup.workflow().name(),
                signup.slug(),
                signup.region(),
                signup.plan(),
                reason);
    }

    /** The end of an attempt at a step, or of its undoing, that did what it should. */
    OnboardingEvent complete(StepView step, @Nullable String reason) {
        return isRunning()
                ? new StepSucceeded(
                        onboarding.id(),
                        onboarding.tenantId(),
                        step.name(),
                        step.attempt(),
                        Objects.requireNonNull(step.startedAt()),
                        reason)
                : new StepCompensated(
                        onboarding.id(), onboarding.tenantId(), step.name(), step.attempt());
    }

    /** The end of an attempt at a step, or of its undoing, that did not do what it should. */
    OnboardingEvent fail(StepView step, String code, @Nullable String reason, boolean isRetryable) {
        if (!isRunning()) {
            return undoingFailed(step, code, isRetryable);
        }
        var rules = rules(step);
        var isRetried = isRetryable && step.attempts() < rules.attempts();
        var isHeld = !isRetried && rules.holdSeconds() > 0;
        return new StepFailed(
                onboarding.id(),
                onboarding.tenantId(),
                step.name(),
                step.attempt(),
                Objects.requireNonNull(step.startedAt()),
                code,
                isRetried ? rules.retryAt(now, step.attempts()) : null,
                isHeld ? now.plusSeconds(rules.holdSeconds()) : null,
                reason);
    }

    boolean isRunning() {
        return onboarding.status() == OnboardingStatus.RUNNING;
    }

    private boolean isReady(StepView step) {
        return step.status() == StepStatus.WAITING
                && rules(step).dependsOn().stream()
                        .allMatch(other -> onboarding.step(other).orElseThrow().status().isDone());
    }

    private Optional<OnboardingEvent> givenUp() {
        return onboarding.steps().stream()
                .filter(step ->
                        step.dueAt() == null
                                && (step.status() == StepStatus.FAILED
                                        || step.status() == StepStatus.TIMED_OUT))
                .findFirst()
                .map(this::giveUp);
    }

    private OnboardingEvent giveUp(StepView step) {
        return new CompensationStarted(
                onboarding.id(),
                onboarding.tenantId(),
                Objects.requireNonNull(step.code()),
                step.name(),
                step.reason());
    }

    private Optional<OnboardingEvent> completed() {
        return onboarding.steps().stream().allMatch(step -> step.status().isDone())
                ? Optional.of(new OnboardingCompleted(onboarding.id(), onboarding.tenantId()))
                : Optional.empty();
    }

    private boolean isUndoing() {
        return onboarding.steps().stream()
                .anyMatch(step ->
                        step.status() == StepStatus.RUNNING
                                || step.status() == StepStatus.RETRYING);
    }

    /** Also of what failed, as nobody knows how far it got. */
    private Optional<OnboardingEvent> undoNext() {
        return onboarding.steps().reversed().stream()
                .filter(step -> step.attempts() > 0 && step.compensationAttempts() == 0)
                .filter(step -> rules(step).compensation() != null)
                .findFirst()
                .map(this::undo);
    }

    private OnboardingEvent undo(StepView step) {
        return new StepCompensationStarted(
                onboarding.id(),
                onboarding.tenantId(),
                step.name(),
                step.attempt() + 1,
                step.kind(),
                Objects.requireNonNull(rules(step).compensation()),
                rules(step).deadline(now),
                signup.workflow().name(),
                signup.slug(),
                signup.region(),
                signup.plan());
    }

    /** What others do is given up in the end; what this system does is tried until it is done. */
    private OnboardingEvent undoingFailed(StepView step, String code, boolean isRetryable) {
        var rules = rules(step);
        var isRetried =
                step.kind() == StepKind.INTERNAL
                        || (isRetryable && step.compensationAttempts() < rules.attempts());
        return new StepCompensationFailed(
                onboarding.id(),
                onboarding.tenantId(),
                step.name(),
                step.attempt(),
                code,
                isRetried ? rules.retryAt(now, step.compensationAttempts()) : null);
    }

    private OnboardingEvent gone() {
        return new OnboardingCompensated(onboarding.id(), onboarding.tenantId(), signup.slug());
    }

    private WorkflowStep rules(StepView step) {
        return signup.workflow().step(step.name());
    }
}
