package io.voc.tenancy.contracts.plan;

import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.event.EventType;
import io.voc.tenancy.contracts.event.Sensitive;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** What happens to a grant; what is drawn from it is no event. */
public sealed interface GrantEvent extends DomainEvent {

    /** The grant that the fact is about. */
    String grantId();

    @Override
    default String aggregateId() {
        return grantId();
    }

    /** The tenant may have so much more of a counter, once. */
    @EventType(name = "tenant.grant-added")
    record GrantAdded(
            String grantId,
            String tenantId,
            String metric,
            long amount,
            int priority,
            @Nullable Instant expiresAt,
            @Sensitive @Nullable String reason)
            implements GrantEvent {}
}
