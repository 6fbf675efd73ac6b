package io.voc.tenancy.contracts.tenant;

import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.event.EventType;
import io.voc.tenancy.contracts.event.Sensitive;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/** What happens to a tenant. */
public sealed interface TenantEvent extends DomainEvent {

    /** A company became a tenant, active at once. */
    @EventType(name = "tenant.registered")
    record TenantRegistered(
            String tenantId,
            String slug,
            String name,
            @Sensitive String contactEmail,
            String region,
            String plan,
            @Sensitive Map<String, String> metadata)
            implements TenantEvent {}

    /** The profile was replaced. */
    @EventType(name = "tenant.profile-replaced")
    record TenantProfileReplaced(
            String tenantId,
            String name,
            @Sensitive String contactEmail,
            @Sensitive Map<String, String> metadata)
            implements TenantEvent {}

    /** The tenant is out of service. */
    @EventType(name = "tenant.suspended")
    record TenantSuspended(String tenantId, @Sensitive @Nullable String reason)
            implements TenantEvent {}

    /** The tenant is in service. */
    @EventType(name = "tenant.activated")
    record TenantActivated(String tenantId, @Sensitive @Nullable String reason)
            implements TenantEvent {}

    /** The tenant is hidden and does nothing any more. */
    @EventType(name = "tenant.deleted")
    record TenantDeleted(String tenantId, @Sensitive @Nullable String reason)
            implements TenantEvent {}
}
