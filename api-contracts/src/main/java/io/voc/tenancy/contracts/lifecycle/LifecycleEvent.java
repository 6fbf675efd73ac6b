package io.voc.tenancy.contracts.lifecycle;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.SortedSet;

/**
 * The data of a public event: no secret, no personal data, and never changed incompatibly (see
 * {@code asyncapi.yaml}).
 */
public sealed interface LifecycleEvent {

    /** What it is about: the tenant, or the plan. */
    String subject();

    /** What is about a tenant. */
    sealed interface OfTenant extends LifecycleEvent {

        String tenantId();

        @Override
        default String subject() {
            return tenantId();
        }
    }

    record TenantRegistered(
            String tenantId, String slug, String name, String region, String plan, String status)
            implements OfTenant {}

    record TenantUpdated(String tenantId, String name) implements OfTenant {}

    record TenantSuspended(String tenantId) implements OfTenant {}

    record TenantActivated(String tenantId) implements OfTenant {}

    record TenantDeleted(String tenantId) implements OfTenant {}

    record TenantRestored(String tenantId, String status) implements OfTenant {}

    record TenantPurged(String tenantId) implements OfTenant {}

    record TenantPlanChanged(String tenantId, String plan) implements OfTenant {}

    record TenantLimitsChanged(String tenantId, List<LimitOverride> overrides)
            implements OfTenant {}

    /** A limit that goes before that of a plan; the period is that of a counter. */
    record LimitOverride(String metric, long amount, @Nullable String period, String enforcement) {}

    record GrantAdded(
            String tenantId,
            String grantId,
            String metric,
            long amount,
            int priority,
            @Nullable Instant expiresAt)
            implements OfTenant {}

    /** The period is the day for what goes on at one time; 100 percent is the limit itself. */
    record UsageThresholdReached(
            String tenantId,
            String metric,
            String period,
            Instant periodStartsAt,
            int percent,
            long amount,
            long used,
            String enforcement)
            implements OfTenant {}

    /** Less was used than had been counted when the amount is negative. */
    record UsageCorrected(
            String tenantId, String correctionId, String metric, long amount, Instant occurredAt)
            implements OfTenant {}

    record ConfigurationChanged(String tenantId, long version) implements OfTenant {}

    record ApiKeyIssued(
            String tenantId,
            String keyId,
            String environment,
            SortedSet<String> scopes,
            @Nullable Instant expiresAt)
            implements OfTenant {}

    record ApiKeyChanged(
            String tenantId, String keyId, SortedSet<String> scopes, @Nullable Instant expiresAt)
            implements OfTenant {}

    record ApiKeyRotated(String tenantId, String keyId, @Nullable Instant previousSecretValidUntil)
            implements OfTenant {}

    record ApiKeyRevoked(String tenantId, String keyId) implements OfTenant {}

    record OnboardingStarted(
            String tenantId, String onboardingId, String workflow, String slug, String plan)
            implements OfTenant {}

    record OnboardingStepStarted(String tenantId, String onboardingId, String step, int attempt)
            implements OfTenant {}

    /** All that whoever does the step needs to know; the configuration is for services to read. */
    record OnboardingStepRequested(
            String tenantId,
            String onboardingId,
            String step,
            int attempt,
            Instant dueAt,
            String workflow,
            String slug,
            String region,
            String plan)
            implements OfTenant {}

    record OnboardingStepSucceeded(String tenantId, String onboardingId, String step, int attempt)
            implements OfTenant {}

    record OnboardingStepFailed(
            String tenantId,
            String onboardingId,
            String step,
            int attempt,
            String code,
            @Nullable Instant retryAt,
            @Nullable Instant heldUntil)
            implements OfTenant {}

    record OnboardingStepSkipped(String tenantId, String onboardingId, String step)
            implements OfTenant {}

    record OnboardingCompleted(String tenantId, String onboardingId) implements OfTenant {}

    record OnboardingCompensationStarted(
            String tenantId, String onboardingId, String code, @Nullable String step)
            implements OfTenant {}

    record OnboardingStepCompensationStarted(
            String tenantId, String onboardingId, String step, int attempt) implements OfTenant {}

    /** All that whoever undoes the step needs to know. */
    record OnboardingCompensationRequested(
            String tenantId,
            String onboardingId,
            String step,
            int attempt,
            String compensation,
            Instant dueAt,
            String workflow,
            String slug,
            String region,
            String plan)
            implements OfTenant {}

    record OnboardingStepCompensated(String tenantId, String onboardingId, String step)
            implements OfTenant {}

    record OnboardingStepCompensationFailed(
            String tenantId,
            String onboardingId,
            String step,
            int attempt,
            String code,
            @Nullable Instant retryAt)
            implements OfTenant {}

    record OnboardingCompensated(String tenantId, String onboardingId) implements OfTenant {}

    record OnboardingReplyRefused(
            String tenantId, String onboardingId, String step, String replyId, String code)
            implements OfTenant {}

    record PlanCreated(String plan) implements LifecycleEvent {

        @Override
        public String subject() {
            return plan;
        }
    }

    record PlanChanged(String plan) implements LifecycleEvent {

        @Override
        public String subject() {
            return plan;
        }
    }

    record PlanDeleted(String plan) implements LifecycleEvent {

        @Override
        public String subject() {
            return plan;
        }
    }

    /** The CloudEvents type of the data. */
    default String type() {
        return "io.voc.tenancy."
                + switch (this) {
                    case TenantRegistered _ -> "tenant.registered";
                    case TenantUpdated _ -> "tenant.updated";
                    case TenantSuspended _ -> "tenant.suspended";
                    case TenantActivated _ -> "tenant.activated";
                    case TenantDeleted _ -> "tenant.deleted";
                    case TenantRestored _ -> "tenant.restored";
                    case TenantPurged _ -> "tenant.purged";
                    case TenantPlanChanged _ -> "tenant.plan-changed";
                    case TenantLimitsChanged _ -> "tenant.limits-changed";
                    case GrantAdded _ -> "grant.added";
                    case UsageThresholdReached _ -> "usage.threshold-reached";
                    case UsageCorrected _ -> "usage.corrected";
                    case PlanCreated _ -> "plan.created";
                    case PlanChanged _ -> "plan.changed";
                    case PlanDeleted _ -> "plan.deleted";
                    case ConfigurationChanged _ -> "configuration.changed";
                    case ApiKeyIssued _ -> "api-key.issued";
                    case ApiKeyChanged _ -> "api-key.changed";
                    case ApiKeyRotated _ -> "api-key.rotated";
                    case ApiKeyRevoked _ -> "api-key.revoked";
                    case OnboardingStarted _ -> "onboarding.started";
                    case OnboardingStepStarted _ -> "onboarding.step.started";
                    case OnboardingStepRequested _ -> "onboarding.step.requested";
                    case OnboardingStepSucceeded _ -> "onboarding.step.succeeded";
                    case OnboardingStepFailed _ -> "onboarding.step.failed";
                    case OnboardingStepSkipped _ -> "onboarding.step.skipped";
                    case OnboardingCompleted _ -> "onboarding.completed";
                    case OnboardingCompensationStarted _ -> "onboarding.compensation.started";
                    case OnboardingStepCompensationStarted _ ->
                            "onboarding.step.compensation-started";
                    case OnboardingCompensationRequested _ -> "onboarding.compensation.requested";
                    case OnboardingStepCompensated _ -> "onboarding.step.compensated";
                    case OnboardingStepCompensationFailed _ ->
                            "onboarding.step.compensation-failed";
                    case OnboardingCompensated _ -> "onboarding.compensated";
                    case OnboardingReplyRefused _ -> "onboarding.reply.refused";
                }
                + ".v1";
    }
}
