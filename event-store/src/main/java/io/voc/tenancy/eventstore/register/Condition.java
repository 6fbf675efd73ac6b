package io.voc.tenancy.eventstore.register;

import io.voc.tenancy.contracts.tenant.TenantGate;

/** What must be true in the very commit of a command's events. */
public sealed interface Condition {

    /** The tenant exists and its status lets the caller through the gate. */
    record TenantLetsThrough(String tenantId, TenantGate gate) implements Condition {}

    /**
     * The request has not been answered in the last 24 hours; else the commit is refused with an
     * {@link AlreadyAnsweredException}, whatever else there is against it.
     */
    record NotAnsweredYet(IdempotencyKey key) implements Condition {}

    /** There is a plan of the name; else {@code validation-failed} at {@code /plan}. */
    record PlanExists(String plan) implements Condition {}

    /** No tenant has the plan; else {@code plan-in-use}. */
    record PlanUnused(String plan) implements Condition {}

    /**
     * With the commit the tenant has no more of a resource than is allowed by a hard limit, which
     * an override of its own sets or else its plan, or at least not more than before; else {@code
     * limit-reached}.
     */
    record WithinLimit(TenantResource of) implements Condition {}

    /**
     * The tenant, which begins with the commit and has none of a resource yet, may have so many by
     * the hard limit of its plan; else {@code limit-reached}.
     */
    record HasRoomFor(TenantResource of, long number) implements Condition {}
}
