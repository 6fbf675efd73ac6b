package io.voc.tenancy.contracts.tenant;

import io.voc.tenancy.contracts.tenant.TenantEvent.TenantActivated;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantDeleted;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantProfileReplaced;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantRegistered;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantSuspended;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * A tenant as callers see it.
 *
 * @param version counts the changes of the tenant itself, from 1; its configuration has a version
 *     of its own
 */
public record TenantView(
        String id,
        String slug,
        String name,
        String contactEmail,
        String region,
        String plan,
        Map<String, String> metadata,
        TenantStatus status,
        @Nullable String statusReason,
        long version,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant deletedAt) {

    /**
     * The tenant after one more event: what the aggregate, its projection and its past all go by.
     */
    public static TenantView after(@Nullable TenantView before, TenantEvent event, Instant at) {
        return event instanceof TenantRegistered registered
                ? registered(registered, at)
                : Objects.requireNonNull(before, "a tenant's history begins with its registration")
                        .and(event, at);
    }

    /** Whether a profile says nothing new. */
    public boolean hasProfile(
            String sameName, String sameContactEmail, Map<String, String> sameMetadata) {
        return name.equals(sameName)
                && contactEmail.equals(sameContactEmail)
                && metadata.equals(sameMetadata);
    }

    private static TenantView registered(TenantRegistered event, Instant at) {
        return new TenantView(
                event.tenantId(),
                event.slug(),
                event.name(),
                event.contactEmail(),
                event.region(),
                event.plan(),
                event.metadata(),
                TenantStatus.ACTIVE,
                null,
                1,
                at,
                at,
                null);
    }

    private TenantView and(TenantEvent event, Instant at) {
        return switch (event) {
            case TenantRegistered again ->
                    throw new IllegalStateException("registered twice: " + again.tenantId());
            case TenantProfileReplaced replaced ->
                    new TenantView(
                            id,
                            slug,
                            replaced.name(),
                            replaced.contactEmail(),
                            region,
                            plan,
                            replaced.metadata(),
                            status,
                            statusReason,
                            version + 1,
                            createdAt,
                            at,
                            deletedAt);
            case TenantSuspended suspended ->
                    in(TenantStatus.SUSPENDED, suspended.reason(), at, null);
            case TenantActivated activated -> in(TenantStatus.ACTIVE, activated.reason(), at, null);
            case TenantDeleted deleted -> in(TenantStatus.DELETED, deleted.reason(), at, at);
        };
    }

    private TenantView in(
            TenantStatus next, @Nullable String reason, Instant at, @Nullable Instant deleted) {
        return new TenantView(
                id,
                slug,
                name,
                contactEmail,
                region,
                plan,
                metadata,
                next,
                reason,
                version + 1,
                createdAt,
                at,
                deleted);
    }
}
