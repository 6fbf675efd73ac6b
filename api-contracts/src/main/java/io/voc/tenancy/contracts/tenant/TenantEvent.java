package io.voc.tenancy.contracts.tenant;

import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.event.EventType;
import io.voc.tenancy.contracts.event.Sensitive;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;

/** What happens to a tenant. */
public sealed interface TenantEvent extends DomainEvent {

    /**
     * A company became a tenant.
     *
     * @param status {@code ACTIVE}, or {@code PENDING} until it is activated
     * @param onboardingId of the onboarding that it is a step of; null for none
     */
    @EventType(name = "tenant.registered")
    record TenantRegistered(
            String tenantId,
            String slug,
            String name,
            @Sensitive String contactEmail,
            String region,
            String plan,
            @Sensitive Map<String, String> metadata,
            TenantStatus status,
            @Nullable String onboardingId)
            implements TenantEvent {

        /** Without an onboarding. */
        public TenantRegistered(
                String tenantId,
                String slug,
                String name,
                String contactEmail,
                String region,
                String plan,
                Map<String, String> metadata,
                TenantStatus status) {
            this(tenantId, slug, name, contactEmail, region, plan, metadata, status, null);
        }
    }

    /** The profile was replaced. */
    @EventType(name = "tenant.profile-replaced")
    record TenantProfileReplaced(
            String tenantId,
            String name,
            @Sensitive String contactEmail,
            @Sensitive Map<String, String> metadata)
            implements TenantEvent {}

    /** The tenant has another plan. */
    @EventType(name = "tenant.plan-changed")
    record TenantPlanChanged(String tenantId, String plan) implements TenantEvent {}

    /** The tenant is out of service. */
    @EventType(name = "tenant.suspended")
    record TenantSuspended(String tenantId, @Sensitive @Nullable String reason)
            implements TenantEvent {}

    /** The tenant is in service. */
    @EventType(name = "tenant.activated")
    record TenantActivated(String tenantId, @Sensitive @Nullable String reason)
            implements TenantEvent {}

    /**
     * The tenant is hidden and does nothing any more.
     *
     * @param purgeAfter when it may be purged without anyone asking
     */
    @EventType(name = "tenant.deleted")
    record TenantDeleted(String tenantId, @Sensitive @Nullable String reason, Instant purgeAfter)
            implements TenantEvent {}

    /**
     * The tenant is no longer deleted.
     *
     * @param status the one that it had before
     */
    @EventType(name = "tenant.restored")
    record TenantRestored(String tenantId, TenantStatus status, @Sensitive @Nullable String reason)
            implements TenantEvent {}

    /**
     * The tenant's personal data and secrets are unreadable for good, and its slug is free. It has
     * no reason: that would be the first thing to be erased.
     */
    @EventType(name = "tenant.purged")
    record TenantPurged(String tenantId, String slug) implements TenantEvent {}
}
