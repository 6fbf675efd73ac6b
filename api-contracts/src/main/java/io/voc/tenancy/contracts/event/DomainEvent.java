package io.voc.tenancy.contracts.event;

/** A fact in the history of a tenant, or of the platform itself. */
public interface DomainEvent {

    /** Stands in the place of a tenant where a fact belongs to none. */
    String PLATFORM = "platform";

    /** The tenant that the fact belongs to, or {@link #PLATFORM}. */
    String tenantId();

    /**
     * The aggregate that decided it; of an event with sensitive components the value of the
     * record's first component, to which they are bound.
     */
    default String aggregateId() {
        return tenantId();
    }
}
