package io.voc.tenancy.contracts.tenant;

/** Where a tenant is in its life. */
public enum TenantStatus {
    PENDING,
    ACTIVE,
    SUSPENDED,
    DELETED,
    PURGED
}
