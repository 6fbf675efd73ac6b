package io.voc.tenancy.command.tenant;

import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.contracts.tenant.TenantCommand.ActivateTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.DeleteTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.PurgeTenantWhenDue;
import io.voc.tenancy.contracts.tenant.TenantCommand.RestoreTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.SuspendTenant;
import io.voc.tenancy.contracts.tenant.TenantEvent;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantActivated;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantDeleted;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPurged;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantRestored;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantSuspended;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.contracts.tenant.TenantView;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.Optional;

/**
 * Decides by a tenant's status what a command makes of its life; nothing, when that is so already.
 */
final class Transition {

    private Transition() {}

    static Optional<TenantEvent> by(SuspendTenant command, TenantView tenant) {
        return switch (tenant.status()) {
            case ACTIVE -> Optional.of(new TenantSuspended(command.tenantId(), command.reason()));
            case SUSPENDED -> Optional.empty();
            case PENDING ->
                    throw new Rejection(
                            RejectionCode.TENANT_NOT_ACTIVE,
                            "Only an active tenant can be suspended");
            case DELETED -> throw isDeleted();
            case PURGED -> throw isPurged();
        };
    }

    static Optional<TenantEvent> by(ActivateTenant command, TenantView tenant) {
        return switch (tenant.status()) {
            case PENDING, SUSPENDED ->
                    Optional.of(new TenantActivated(command.tenantId(), command.reason()));
            case ACTIVE -> Optional.empty();
            case DELETED -> throw isDeleted();
            case PURGED -> throw isPurged();
        };
    }

    static Optional<TenantEvent> by(DeleteTenant command, TenantView tenant) {
        return switch (tenant.status()) {
            case PENDING, ACTIVE, SUSPENDED ->
                    Optional.of(
                            new TenantDeleted(
                                    command.tenantId(), command.reason(), command.purgeAfter()));
            case DELETED, PURGED -> Optional.empty();
        };
    }

    /**
     * Back to the status that it had.
     *
     * @param before the status before it was deleted; null if it never was
     */
    static Optional<TenantEvent> by(
            RestoreTenant command, TenantView tenant, @Nullable TenantStatus before) {
        return switch (tenant.status()) {
            case PENDING, ACTIVE, SUSPENDED -> Optional.empty();
            case DELETED ->
                    Optional.of(
                            new TenantRestored(
                                    command.tenantId(),
                                    Objects.requireNonNull(before),
                                    command.reason()));
            case PURGED -> throw isPurged();
        };
    }

    /** The purge that someone asks for. */
    static Optional<TenantEvent> toPurged(TenantView tenant) {
        return switch (tenant.status()) {
            case PENDING, ACTIVE, SUSPENDED ->
                    throw new Rejection(
                            RejectionCode.TENANT_NOT_DELETED,
                            "Only a deleted tenant can be purged; delete it first");
            case DELETED -> Optional.of(purged(tenant));
            case PURGED -> Optional.empty();
        };
    }

    /** The purge that ends an onboarding that is given up. */
    static Optional<TenantEvent> afterOnboarding(TenantView tenant) {
        return tenant.status() == TenantStatus.PURGED
                ? Optional.empty()
                : Optional.of(purged(tenant));
    }

    /** The purge that comes by itself. */
    static Optional<TenantEvent> by(PurgeTenantWhenDue command, TenantView tenant) {
        var due = tenant.purgeAfter();
        return tenant.status() == TenantStatus.DELETED
                        && due != null
                        && !command.now().isBefore(due)
                ? Optional.of(purged(tenant))
                : Optional.empty();
    }

    private static TenantPurged purged(TenantView tenant) {
        return new TenantPurged(tenant.id(), Objects.requireNonNull(tenant.slug()));
    }

    private static Rejection isDeleted() {
        return new Rejection(RejectionCode.TENANT_DELETED, "The tenant is deleted");
    }

    private static Rejection isPurged() {
        return new Rejection(RejectionCode.TENANT_PURGED, "The tenant is purged");
    }
}
