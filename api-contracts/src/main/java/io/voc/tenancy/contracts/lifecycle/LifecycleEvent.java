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
                    case PlanCreated _ -> "plan.created";
                    case PlanChanged _ -> "plan.changed";
                    case PlanDeleted _ -> "plan.deleted";
                    case ConfigurationChanged _ -> "configuration.changed";
                    case ApiKeyIssued _ -> "api-key.issued";
                    case ApiKeyChanged _ -> "api-key.changed";
                    case ApiKeyRotated _ -> "api-key.rotated";
                    case ApiKeyRevoked _ -> "api-key.revoked";
                }
                + ".v1";
    }
}
