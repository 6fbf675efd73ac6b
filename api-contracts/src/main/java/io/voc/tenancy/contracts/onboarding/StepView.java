package io.voc.tenancy.contracts.onboarding;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A step of an onboarding as callers see it.
 *
 * @param attempts how often it was begun
 * @param compensationAttempts how often its undoing was begun
 * @param startedAt when the present attempt began
 * @param endedAt when the last attempt ended
 * @param dueAt when its state ends by itself: an attempt by its time-out, a wait by the next
 *     attempt, and what failed for good, but is held for an operator, by being given up
 * @param code why it failed, such as {@code timed-out}
 * @param reason what was said about its last change
 */
public record StepView(
        String name,
        StepKind kind,
        StepStatus status,
        int attempts,
        int compensationAttempts,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Instant dueAt,
        @Nullable String code,
        @Nullable String reason) {

    static StepView waiting(WorkflowStep step) {
        return new StepView(
                step.name(), step.kind(), StepStatus.WAITING, 0, 0, null, null, null, null, null);
    }

    /** The number of its present attempt, or undoing; each has its own. */
    public int attempt() {
        return attempts + compensationAttempts;
    }

    /** Whether the time has come at which its state ends by itself. */
    public boolean isDue(Instant now) {
        return dueAt != null && !dueAt.isAfter(now);
    }

    boolean isOpen() {
        return status == StepStatus.RUNNING || dueAt != null;
    }

    StepView erased() {
        return new StepView(
                name,
                kind,
                status,
                attempts,
                compensationAttempts,
                startedAt,
                endedAt,
                dueAt,
                code,
                null);
    }

    StepView begun(Instant at, Instant due, @Nullable String why) {
        return new StepView(
                name,
                kind,
                StepStatus.RUNNING,
                attempts + 1,
                compensationAttempts,
                at,
                null,
                due,
                null,
                why);
    }

    StepView undoing(Instant at, Instant due) {
        return new StepView(
                name,
                kind,
                StepStatus.RUNNING,
                attempts,
                compensationAttempts + 1,
                at,
                null,
                due,
                null,
                null);
    }

    StepView ended(
            StepStatus how,
            Instant at,
            @Nullable Instant due,
            @Nullable String failure,
            @Nullable String why) {
        return new StepView(
                name, kind, how, attempts, compensationAttempts, startedAt, at, due, failure, why);
    }

    /** Broken off with the whole onboarding, if it was on its way. */
    StepView brokenOff(Instant at) {
        return switch (status) {
            case RUNNING, RETRYING -> ended(StepStatus.FAILED, at, null, "broken-off", reason);
            case FAILED, TIMED_OUT -> ended(status, at, null, code, reason);
            case WAITING, SUCCEEDED, SKIPPED, COMPENSATED -> this;
        };
    }

    /** As the tenant's purge leaves it. */
    StepView purged() {
        var how = status == StepStatus.SUCCEEDED ? StepStatus.COMPENSATED : status;
        return new StepView(
                name,
                kind,
                how,
                attempts,
                compensationAttempts,
                startedAt,
                endedAt,
                null,
                code,
                null);
    }
}
