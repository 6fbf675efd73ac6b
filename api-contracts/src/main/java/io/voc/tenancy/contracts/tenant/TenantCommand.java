package io.voc.tenancy.contracts.tenant;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What can be asked of a tenant. */
public sealed interface TenantCommand {

    /** The tenant that is asked. */
    String tenantId();

    /** Makes a company a tenant, active at once. */
    record RegisterTenant(
            String tenantId,
            String slug,
            String name,
            String contactEmail,
            String region,
            String plan,
            Map<String, String> metadata)
            implements TenantCommand {

        public RegisterTenant {
            metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
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

    /** Takes an active tenant out of service until it is activated again. */
    record SuspendTenant(String tenantId, @Nullable String reason) implements TenantCommand {}

    /** Puts a pending or suspended tenant into service. */
    record ActivateTenant(String tenantId, @Nullable String reason) implements TenantCommand {}

    /** Hides a tenant and stops everything it does; its data stay until it is purged. */
    record DeleteTenant(String tenantId, @Nullable String reason) implements TenantCommand {}
}
