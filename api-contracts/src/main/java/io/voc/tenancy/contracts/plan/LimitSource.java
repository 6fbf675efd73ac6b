package io.voc.tenancy.contracts.plan;

/** Where a tenant's limit comes from. */
public enum LimitSource {
    /** Its plan says so. */
    PLAN,
    /** It was set for this tenant. */
    OVERRIDE
}
