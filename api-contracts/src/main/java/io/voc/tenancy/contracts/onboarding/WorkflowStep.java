package io.voc.tenancy.contracts.onboarding;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A step of a workflow, and how it is dealt with.
 *
 * @param dependsOn the steps that must be done before
 * @param timeoutSeconds how long one attempt may take
 * @param attempts how often it is tried, the first time included
 * @param backoffSeconds how long until the second attempt; doubled for each further one
 * @param maxBackoffSeconds the longest wait between two attempts
 * @param holdSeconds how long an operator may still retry or skip it once its attempts are used up
 * @param skippable whether an operator may leave it out
 * @param compensation the name of what undoes it; null when nothing does
 */
public record WorkflowStep(
        String name,
        StepKind kind,
        List<String> dependsOn,
        long timeoutSeconds,
        int attempts,
        long backoffSeconds,
        long maxBackoffSeconds,
        long holdSeconds,
        boolean skippable,
        @Nullable String compensation) {

    private static final int MOST_DOUBLINGS = 20;

    public WorkflowStep {
        dependsOn = List.copyOf(dependsOn);
    }

    /** When an attempt that begins now is over. */
    public Instant deadline(Instant now) {
        return now.plusSeconds(timeoutSeconds);
    }

    /**
     * When it is tried again after so many attempts, at least one.
     *
     * @param failed how many attempts have failed
     */
    public Instant retryAt(Instant now, int failed) {
        var doubled = backoffSeconds << Math.min(failed - 1, MOST_DOUBLINGS);
        return now.plus(Duration.ofSeconds(Math.min(doubled, maxBackoffSeconds)));
    }
}
