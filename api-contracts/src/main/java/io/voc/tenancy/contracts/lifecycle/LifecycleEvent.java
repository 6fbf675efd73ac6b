package io.voc.tenancy.contracts.lifecycle;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.SortedSet;

/**
 * The data of a public event: no secret, no personal data, and never changed incompatibly (see
 * {@code asyncapi.yaml}).
 */
public sealed interface LifecycleEvent {

    String tenantId();

    record TenantRegistered(
            String tenantId, String slug, String name, String region, String plan, String status)
            implements LifecycleEvent {}

    record TenantUpdated(String tenantId, String name) implements LifecycleEvent {}

    record TenantSuspended(String tenantId) implements LifecycleEvent {}

    record TenantActivated(String tenantId) implements LifecycleEvent {}

    record TenantDeleted(String tenantId) implements LifecycleEvent {}

    record TenantRestored(String tenantId, String status) implements LifecycleEvent {}

    record TenantPurged(String tenantId) implements LifecycleEvent {}

    record ConfigurationChanged(String tenantId, long version) implements LifecycleEvent {}

    record ApiKeyIssued(
            String tenantId,
            String keyId,
            String environment,
            SortedSet<String> scopes,
            @Nullable Instant expiresAt)
            implements LifecycleEvent {}

    record ApiKeyRevoked(String tenantId, String keyId) implements LifecycleEvent {}

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
                    case ConfigurationChanged _ -> "configuration.changed";
                    case ApiKeyIssued _ -> "api-key.issued";
                    case ApiKeyRevoked _ -> "api-key.revoked";
                }
                + ".v1";
    }
}
