package io.voc.tenancy.contracts.event;

/** A fact in a tenant's history; everything that happens here belongs to exactly one tenant. */
public interface DomainEvent {

    /** The tenant that the fact belongs to. */
    String tenantId();

    /** The aggregate that decided it: the value of the record's first component. */
    default String aggregateId() {
        return tenantId();
    }
}
