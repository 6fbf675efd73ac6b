package io.voc.tenancy.contracts.plan;

import io.voc.tenancy.contracts.plan.EffectiveLimits.GrantBalance;

import java.util.List;
import java.util.Map;

/**
 * What a tenant has of what may be limited.
 *
 * @param counts how many of each resource, by metric, also of those of which there are none
 * @param grants what is left of top-ups
 */
public record TenantUse(Map<String, Long> counts, List<GrantBalance> grants) {

    public TenantUse {
        counts = Map.copyOf(counts);
        grants = List.copyOf(grants);
    }
}
