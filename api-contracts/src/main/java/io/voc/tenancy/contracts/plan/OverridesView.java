package io.voc.tenancy.contracts.plan;

import io.voc.tenancy.contracts.command.Versioned;
import io.voc.tenancy.contracts.plan.TenantLimitsEvent.TenantLimitsReplaced;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The limits that a tenant has in place of its plan's, or beside them.
 *
 * @param version counts their changes; 0 before the first
 */
public record OverridesView(String tenantId, long version, List<Limit> limits)
        implements Versioned {

    public OverridesView {
        limits = List.copyOf(limits);
    }

    /** Those of a tenant that never had any. */
    public static OverridesView none(String tenantId) {
        return new OverridesView(tenantId, 0, List.of());
    }

    /** The overrides after one more event. */
    public static OverridesView after(@Nullable OverridesView before, TenantLimitsEvent event) {
        return switch (event) {
            case TenantLimitsReplaced(String tenantId, List<Limit> limits) ->
                    new OverridesView(tenantId, before == null ? 1 : before.version() + 1, limits);
        };
    }
}
