package io.voc.tenancy.contracts.plan;

import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.event.EventType;

import java.util.List;

/** What happens to the limits that a tenant has beside those of its plan. */
public sealed interface TenantLimitsEvent extends DomainEvent {

    /** The id of the aggregate that a tenant's limits are. */
    static String aggregateId(String tenantId) {
        return "limits:" + tenantId;
    }

    @Override
    default String aggregateId() {
        return aggregateId(tenantId());
    }

    /** The tenant has these overrides and no others. */
    @EventType(name = "tenant.limits-replaced")
    record TenantLimitsReplaced(String tenantId, List<Limit> limits) implements TenantLimitsEvent {

        public TenantLimitsReplaced {
            limits = List.copyOf(limits);
        }
    }
}
