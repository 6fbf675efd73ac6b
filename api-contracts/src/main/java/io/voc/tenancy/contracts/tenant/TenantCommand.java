package io.voc.tenancy.contracts.tenant;

import io.voc.tenancy.contracts.command.Command;
import io.voc.tenancy.contracts.identity.TypeId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What can be asked of a tenant. */
public sealed interface TenantCommand extends Command<TenantView> {

    @Override
    String tenantId();

    @Override
    default String target() {
        return tenantId();
    }

    @Override
    default String thing() {
        return TypeId.TENANT.thing();
    }

    @Override
    default boolean canBeThere() {
        return TypeId.TENANT.matches(target());
    }

    /**
     * Makes a company a tenant.
     *
     * @param status {@code ACTIVE}, or {@code PENDING} until it is activated
     * @param onboardingId of the onboarding that it is a step of, until which ends only that
     *     decides on the tenant's life; null for none
     */
    record RegisterTenant(
            String tenantId,
            String slug,
            String name,
            String contactEmail,
            String region,
            String plan,
            Map<String, String> metadata,
            TenantStatus status,
            @Nullable String onboardingId)
            implements TenantCommand {

        public RegisterTenant {
            metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        }

        /** Without an onboarding. */
        public RegisterTenant(
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

    /** Replaces what may change of a tenant's profile. */
    record ReplaceTenantProfile(
            String tenantId, String name, String contactEmail, Map<String, String> metadata)
            implements TenantCommand {

        public ReplaceTenantProfile {
            metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        }
    }

    /** Gives the tenant another plan, whose limits count at once. */
    record ChangeTenantPlan(String tenantId, String plan) implements TenantCommand {}

    /** Takes an active tenant out of service until it is activated again. */
    record SuspendTenant(String tenantId, @Nullable String reason) implements TenantCommand {}

    /** Puts a pending or suspended tenant into service. */
    record ActivateTenant(String tenantId, @Nullable String reason) implements TenantCommand {}

    /**
     * Hides a tenant and stops everything it does; its data stay until it is purged.
     *
     * @param purgeAfter when that may be done without anyone asking
     */
    record DeleteTenant(String tenantId, @Nullable String reason, Instant purgeAfter)
            implements TenantCommand {}

    /** Puts a deleted tenant back into the status that it had before. */
    record RestoreTenant(String tenantId, @Nullable String reason) implements TenantCommand {}

    /** Makes a deleted tenant's personal data and secrets unreadable for good. */
    record PurgeTenant(String tenantId) implements TenantCommand {}

    /** Puts a tenant into service as its onboarding ends. */
    record ActivateOnboardedTenant(String tenantId, String onboardingId) implements TenantCommand {}

    /** Purges a tenant at once whose onboarding is given up. */
    record PurgeOnboardedTenant(String tenantId, String onboardingId) implements TenantCommand {}

    /** Purges the tenant if it is deleted and its time has come by now; else changes nothing. */
    record PurgeTenantWhenDue(String tenantId, Instant now) implements TenantCommand {}

    /** Tells whoever is about to change the tenant how it stands; changes nothing. */
    record DescribeTenant(String tenantId) implements TenantCommand {}
}
