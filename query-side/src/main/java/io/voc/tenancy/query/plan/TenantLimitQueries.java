package io.voc.tenancy.query.plan;

import io.voc.tenancy.contracts.identity.TypeId;
import io.voc.tenancy.contracts.plan.EffectiveLimits;
import io.voc.tenancy.contracts.plan.OverridesView;
import io.voc.tenancy.contracts.plan.PlanView;
import io.voc.tenancy.eventstore.register.TenantLimitReader;
import io.voc.tenancy.query.ProjectionProgress;
import io.voc.tenancy.query.QuerySide;

import org.springframework.stereotype.Component;

import java.util.List;

/**
 * Composes what limits a tenant when it is asked for, so that a change of a plan shows for all its
 * tenants without touching any.
 */
@Component
class TenantLimitQueries {

    private final PlanRows plans;
    private final OverrideRows overrides;
    private final TenantLimitReader registers;
    private final ProjectionProgress progress;

    TenantLimitQueries(
            PlanRows plans,
            OverrideRows overrides,
            TenantLimitReader registers,
            ProjectionProgress progress) {
        this.plans = plans;
        this.overrides = overrides;
        this.registers = registers;
        this.progress = progress;
    }

    /** The limits of a tenant that is there. */
    EffectiveLimits effective(String tenantId) {
        var plan =
                progress.awaitKnown(
                        QuerySide.TENANT_PROJECTION,
                        () -> overrides.findPlanOf(tenantId),
                        TypeId.TENANT.thing());
        return EffectiveLimits.of(
                overrides
                        .findById(tenantId)
                        .map(OverrideRow::view)
                        .orElseGet(() -> OverridesView.none(tenantId)),
                plan,
                plans.findByNameAndDeletedAtIsNull(plan)
                        .map(PlanRow::view)
                        .map(PlanView::limits)
                        .orElse(List.of()),
                registers.use(tenantId));
    }
}
