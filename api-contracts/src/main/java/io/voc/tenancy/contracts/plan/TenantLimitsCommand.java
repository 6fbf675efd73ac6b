package io.voc.tenancy.contracts.plan;

import io.voc.tenancy.contracts.command.Command;
import io.voc.tenancy.contracts.identity.TypeId;

import java.util.List;

/** What can be asked of the limits that a tenant has beside those of its plan. */
public sealed interface TenantLimitsCommand extends Command<OverridesView> {

    @Override
    String tenantId();

    @Override
    default String target() {
        return TenantLimitsEvent.aggregateId(tenantId());
    }

    @Override
    default String thing() {
        return TypeId.TENANT.thing();
    }

    @Override
    default boolean canBeThere() {
        return TypeId.TENANT.matches(tenantId());
    }

    /** Replaces all overrides of a tenant; with none its plan alone counts. */
    record ReplaceTenantLimits(String tenantId, List<Limit> limits) implements TenantLimitsCommand {

        public ReplaceTenantLimits {
            limits = List.copyOf(limits);
        }
    }
}
