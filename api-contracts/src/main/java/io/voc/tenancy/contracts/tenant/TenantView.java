package io.voc.tenancy.contracts.tenant;

import io.voc.tenancy.contracts.command.Versioned;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantActivated;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantDeleted;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPlanChanged;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantProfileReplaced;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPurged;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantRegistered;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantRestored;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantSuspended;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * A tenant as callers see it. Of a purged one only a tombstone is left: its id, status, version and
 * times.
 *
 * @param slug absent once purged, as are name, contact, region, plan and metadata
 * @param version counts the changes of the tenant itself, from 1; its configuration has a version
 *     of its own
 * @param purgeAfter when a deleted tenant is purged without anyone asking
 */
public record TenantView(
        String id,
        @Nullable String slug,
        @Nullable String name,
        @Nullable String contactEmail,
        @Nullable String region,
        @Nullable String plan,
        @Nullable Map<String, String> metadata,
        TenantStatus status,
        @Nullable String statusReason,
        long version,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant deletedAt,
        @Nullable Instant purgeAfter)
        implements Versioned {

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
        return sameName.equals(name)
                && sameContactEmail.equals(contactEmail)
                && sameMetadata.equals(metadata);
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
                event.status(),
                null,
                1,
                at,
                at,
                null,
                null);
    }

    private TenantView and(TenantEvent event, Instant at) {
        return switch (event) {
            case TenantRegistered again ->
                    throw new IllegalStateException("registered twice: " + again.tenantId());
            case TenantProfileReplaced replaced -> with(replaced, at);
            case TenantPlanChanged changed -> with(changed.plan(), at);
            case TenantSuspended suspended ->
                    in(TenantStatus.SUSPENDED, suspended.reason(), at, null, null);
            case TenantActivated activated ->
                    in(TenantStatus.ACTIVE, activated.reason(), at, null, null);
            case TenantDeleted deleted ->
                    in(TenantStatus.DELETED, deleted.reason(), at, at, deleted.purgeAfter());
            case TenantRestored restored ->
                    in(restored.status(), restored.reason(), at, null, null);
            case TenantPurged _ -> tombstone(at);
        };
    }

    private TenantView with(TenantProfileReplaced profile, Instant at) {
        return new TenantView(
                id,
                slug,
                profile.name(),
                profile.contactEmail(),
                region,
                plan,
                profile.metadata(),
                status,
                statusReason,
                version + 1,
                createdAt,
                at,
                deletedAt,
                purgeAfter);
    }

    private TenantView with(String otherPlan, Instant at) {
        return new TenantView(
                id,
                slug,
                name,
                contactEmail,
                region,
                otherPlan,
                metadata,
                status,
                statusReason,
                version + 1,
                createdAt,
                at,
                deletedAt,
                purgeAfter);
    }

    private TenantView in(
            TenantStatus next,
            @Nullable String reason,
            Instant at,
            @Nullable Instant deleted,
            @Nullable Instant due) {
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
                deleted,
                due);
    }

    private TenantView tombstone(Instant at) {
        return new TenantView(
                id,
                null,
                null,
                null,
                null,
                null,
                null,
                TenantStatus.PURGED,
                null,
                version + 1,
                createdAt,
                at,
                deletedAt,
                null);
    }
}
