package io.voc.tenancy.contracts.onboarding;

import io.voc.tenancy.contracts.configuration.TenantConfiguration;
import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.event.EventType;
import io.voc.tenancy.contracts.event.Sensitive;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;

/** What happens to an onboarding. */
public sealed interface OnboardingEvent extends DomainEvent {

    /** The onboarding that the fact is about. */
    String onboardingId();

    @Override
    default String aggregateId() {
        return onboardingId();
    }

    /** What happens to one of its steps. */
    sealed interface StepEvent extends OnboardingEvent {

        String step();

        /** The number of the step's attempt, or undoing. */
        int attempt();
    }

    /**
     * A company signed up: its slug is reserved, and all that its steps need is known.
     *
     * @param digest SHA-256 of the first API key's secret
     * @param prefix what the secret begins with
     * @param last4 what the secret ends with
     * @param workflow as it was then, whatever becomes of the one of that name
     */
    @EventType(name = "onboarding.started")
    record OnboardingStarted(
            String onboardingId,
            String tenantId,
            String slug,
            String name,
            @Sensitive String contactEmail,
            String region,
            @Sensitive Map<String, String> metadata,
            String plan,
            @Sensitive TenantConfiguration configuration,
            String keyId,
            String digest,
            String prefix,
            String last4,
            Workflow workflow)
            implements OnboardingEvent {}

    /**
     * An attempt at a step began; an external one is thereby asked for.
     *
     * @param dueAt when the attempt is over, if nothing is heard
     * @param reason of an operator who wanted another attempt
     */
    @EventType(name = "onboarding.step-started")
    record StepStarted(
            String onboardingId,
            String tenantId,
            String step,
            int attempt,
            StepKind kind,
            Instant dueAt,
            String workflow,
            String slug,
            String region,
            String plan,
            @Sensitive @Nullable String reason)
            implements StepEvent {}

    /**
     * The attempt did what it should.
     *
     * @param startedAt when it began
     */
    @EventType(name = "onboarding.step-succeeded")
    record StepSucceeded(
            String onboardingId,
            String tenantId,
            String step,
            int attempt,
            Instant startedAt,
            @Sensitive @Nullable String reason)
            implements StepEvent {}

    /**
     * The attempt did not do what it should, or nothing was heard of it in time.
     *
     * @param startedAt when it began
     * @param code such as {@code timed-out}
     * @param retryAt when the next one begins; null when there is none
     * @param heldUntil until when an operator may retry or skip the step, there being no next one
     */
    @EventType(name = "onboarding.step-failed")
    record StepFailed(
            String onboardingId,
            String tenantId,
            String step,
            int attempt,
            Instant startedAt,
            String code,
            @Nullable Instant retryAt,
            @Nullable Instant heldUntil,
            @Sensitive @Nullable String reason)
            implements StepEvent {

        /** What an attempt that takes too long fails with. */
        public static final String TIMED_OUT = "timed-out";
    }

    /** An operator left the step out. */
    @EventType(name = "onboarding.step-skipped")
    record StepSkipped(
            String onboardingId,
            String tenantId,
            String step,
            int attempt,
            @Sensitive @Nullable String reason)
            implements StepEvent {}

    /** All is done and the tenant is active. */
    @EventType(name = "onboarding.completed")
    record OnboardingCompleted(String onboardingId, String tenantId) implements OnboardingEvent {}

    /**
     * The onboarding is given up; from now on nothing is done for the tenant but to undo.
     *
     * @param code that of the step's failure, or {@code cancelled}
     * @param step whose failure it was; null when somebody cancelled
     */
    @EventType(name = "onboarding.compensation-started")
    record CompensationStarted(
            String onboardingId,
            String tenantId,
            String code,
            @Nullable String step,
            @Sensitive @Nullable String reason)
            implements OnboardingEvent {

        /** What a cancelled onboarding is given up with. */
        public static final String CANCELLED = "cancelled";
    }

    /**
     * Undoing a step began; of an external one it is thereby asked for.
     *
     * @param compensation the name of what undoes it
     */
    @EventType(name = "onboarding.step-compensation-started")
    record StepCompensationStarted(
            String onboardingId,
            String tenantId,
            String step,
            int attempt,
            StepKind kind,
            String compensation,
            Instant dueAt,
            String workflow,
            String slug,
            String region,
            String plan)
            implements StepEvent {}

    /** Nothing is left of what the step did. */
    @EventType(name = "onboarding.step-compensated")
    record StepCompensated(String onboardingId, String tenantId, String step, int attempt)
            implements StepEvent {}

    /**
     * Undoing the step did not do what it should.
     *
     * @param retryAt when it is tried again; null when it is given up, and somebody has to look
     */
    @EventType(name = "onboarding.step-compensation-failed")
    record StepCompensationFailed(
            String onboardingId,
            String tenantId,
            String step,
            int attempt,
            String code,
            @Nullable Instant retryAt)
            implements StepEvent {}

    /** All is undone, the tenant is purged, and the slug is free. */
    @EventType(name = "onboarding.compensated")
    record OnboardingCompensated(String onboardingId, String tenantId, String slug)
            implements OnboardingEvent {}

    /**
     * A reply about a step was wrong or late, and changed nothing.
     *
     * @param replyId by which it is told from others
     * @param code why it was refused
     */
    @EventType(name = "onboarding.reply-refused")
    record ReplyRefused(
            String onboardingId, String tenantId, String step, String replyId, String code)
            implements OnboardingEvent {}
}
