package io.voc.tenancy.contracts.tenant;

import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.identity.Role;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;

import java.util.Optional;

/** The one table of what a tenant's status lets whom do; every interface decides by it. */
public enum TenantGate {
    /** An operator reads the tenant itself, be it a tombstone. */
    OPERATOR_READ_TENANT,
    /** An operator reads what belongs to the tenant. */
    OPERATOR_READ,
    /** An operator changes the tenant or what belongs to it. */
    OPERATOR_WRITE,
    /** The tenant's own people read. */
    TENANT_READ,
    /** The tenant's own people change something. */
    TENANT_WRITE,
    /** A service of the platform reads the configuration, to act upon it. */
    SERVICE_READ,
    /** Something that is metered is used, or a place taken. */
    USE,
    /** Something that has been used already is counted. */
    RECORD,
    /** A place that was taken is given back. */
    GIVE_BACK;

    /** The gate for reads of the tenant itself. */
    public static TenantGate toReadTenant(Actor actor) {
        return actor.isOperator() ? OPERATOR_READ_TENANT : TENANT_READ;
    }

    /** The gate for reads of what belongs to the tenant. */
    public static TenantGate toRead(Actor actor) {
        return actor.isOperator() ? OPERATOR_READ : TENANT_READ;
    }

    /** The gate for reads of the configuration, which services act upon. */
    public static TenantGate toReadConfiguration(Actor actor) {
        return actor.isService() && !actor.isOperator() ? SERVICE_READ : toRead(actor);
    }

    /** The gate for changes by this actor. */
    public static TenantGate toWrite(Actor actor) {
        return actor.isSystem() || actor.roles().contains(Role.PLATFORM_ADMIN)
                ? OPERATOR_WRITE
                : TENANT_WRITE;
    }

    /**
     * Passes only if the status lets through.
     *
     * @throws Rejection the {@link #refusal}
     */
    public void check(String tenantId, TenantStatus status) {
        refusal(tenantId, status)
                .ifPresent(refusal -> {
                    throw refusal;
                });
    }

    /** Why the status forbids passing; empty when it does not. */
    public Optional<Rejection> refusal(String tenantId, TenantStatus status) {
        return switch (this) {
            case OPERATOR_READ_TENANT -> Optional.empty();
            case OPERATOR_READ, RECORD ->
                    status == TenantStatus.PURGED ? notFound(tenantId) : Optional.empty();
            case OPERATOR_WRITE ->
                    switch (status) {
                        case PENDING, ACTIVE, SUSPENDED -> Optional.empty();
                        case DELETED -> refused(RejectionCode.TENANT_DELETED, tenantId, "deleted");
                        case PURGED -> refused(RejectionCode.TENANT_PURGED, tenantId, "purged");
                    };
            case USE ->
                    switch (status) {
                        case ACTIVE -> Optional.empty();
                        case PENDING ->
                                refused(RejectionCode.TENANT_NOT_ACTIVE, tenantId, "not active");
                        case SUSPENDED ->
                                refused(RejectionCode.TENANT_SUSPENDED, tenantId, "suspended");
                        case DELETED, PURGED -> notFound(tenantId);
                    };
            case TENANT_READ, GIVE_BACK ->
                    switch (status) {
                        case PENDING, ACTIVE, SUSPENDED -> Optional.empty();
                        case DELETED, PURGED -> notFound(tenantId);
                    };
            case TENANT_WRITE, SERVICE_READ ->
                    switch (status) {
                        case PENDING, ACTIVE -> Optional.empty();
                        case SUSPENDED ->
                                refused(RejectionCode.TENANT_SUSPENDED, tenantId, "suspended");
                        case DELETED, PURGED -> notFound(tenantId);
                    };
        };
    }

    private static Optional<Rejection> notFound(String tenantId) {
        return Optional.of(Rejection.notFound("tenant", tenantId));
    }

    private static Optional<Rejection> refused(RejectionCode code, String tenantId, String state) {
        return Optional.of(new Rejection(code, "Tenant " + tenantId + " is " + state));
    }
}
