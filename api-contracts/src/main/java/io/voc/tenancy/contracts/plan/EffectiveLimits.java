package io.voc.tenancy.contracts.plan;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * All that limits a tenant: what its plan says, save where an override says otherwise.
 *
 * @param version of the overrides alone; a change of the plan does not raise it
 * @param plan its name; null once the tenant is purged
 * @param grants what is left of top-ups, by metric; null when there is nothing
 */
public record EffectiveLimits(
        String tenantId,
        long version,
        @Nullable String plan,
        List<EffectiveLimit> limits,
        @Nullable List<GrantBalance> grants) {

    /**
     * What is left of a metric's top-ups.
     *
     * @param remaining the sum over those that have not expired
     */
    public record GrantBalance(String metric, long remaining) {}

    /** The limits that count: each of the plan's that no override replaces, and the overrides. */
    public static List<Limit> inForce(List<Limit> ofPlan, List<Limit> overrides) {
        return Stream.concat(
                        ofPlan.stream()
                                .filter(limit -> overrides.stream().noneMatch(limit::isOfTheSame)),
                        overrides.stream())
                .toList();
    }

    /**
     * Composes them: the plan's limits in their order, each replaced by the override of the same
     * metric and period, and then the overrides of what the plan does not limit.
     */
    public static EffectiveLimits of(
            OverridesView overrides, @Nullable String plan, List<Limit> ofPlan, TenantUse use) {
        var effective = new ArrayList<EffectiveLimit>();
        var others = new ArrayList<>(overrides.limits());
        for (var limit : ofPlan) {
            var override = others.stream().filter(limit::isOfTheSame).findFirst();
            override.ifPresent(others::remove);
            effective.add(
                    override.map(it -> EffectiveLimit.of(it, LimitSource.OVERRIDE, use.counts()))
                            .orElseGet(() ->
                                    EffectiveLimit.of(limit, LimitSource.PLAN, use.counts())));
        }
        others.forEach(
                it -> effective.add(EffectiveLimit.of(it, LimitSource.OVERRIDE, use.counts())));
        return new EffectiveLimits(
                overrides.tenantId(),
                overrides.version(),
                plan,
                List.copyOf(effective),
                use.grants().isEmpty() ? null : use.grants());
    }
}
