package io.voc.tenancy.contracts.onboarding;

/**
 * Where a step is; while the onboarding is compensating, its own compensation runs or is retried.
 */
public enum StepStatus {
    /** For the steps that it depends on. */
    WAITING,
    RUNNING,
    SUCCEEDED,
    FAILED,
    /** It failed and will be tried again. */
    RETRYING,
    TIMED_OUT,
    SKIPPED,
    COMPENSATED;

    /** Whether the steps that depend on it may go on. */
    public boolean isDone() {
        return this == SUCCEEDED || this == SKIPPED;
    }
}
