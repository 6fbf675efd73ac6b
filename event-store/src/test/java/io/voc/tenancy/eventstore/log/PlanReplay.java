package io.voc.tenancy.eventstore.log;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import io.voc.tenancy.contracts.plan.Limit;
import io.voc.tenancy.eventstore.TestLog;
import io.voc.tenancy.eventstore.register.CountedResource;
import io.voc.tenancy.eventstore.register.EventChanges;
import io.voc.tenancy.eventstore.register.RegisterChange;
import io.voc.tenancy.eventstore.register.RegisterChange.AddToCount;
import io.voc.tenancy.eventstore.register.RegisterChange.AssignPlan;
import io.voc.tenancy.eventstore.register.RegisterChange.RemovePlan;
import io.voc.tenancy.eventstore.register.RegisterChange.SetOverrides;
import io.voc.tenancy.eventstore.register.RegisterChange.SetPlan;
import io.voc.tenancy.eventstore.register.TenantResource;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The rules of plans, checked along the log: nobody gets a plan that is not there, none goes that
 * somebody has, and each count that grows is within the limit in force, a tenant's own before its
 * plan's.
 */
final class PlanReplay {

    private final Map<String, List<Limit>> plans = new HashMap<>();
    private final Map<String, List<Limit>> overrides = new HashMap<>();
    private final Map<String, String> planOf = new HashMap<>();
    private final Map<TenantResource, Long> counts = new HashMap<>();
    private final Set<Long> limitsMet = new HashSet<>();

    PlanReplay follow(TestLog log) throws SQLException {
        for (var event : log.events()) {
            for (var change : EventChanges.of(log.decode(event))) {
                apply(change, event.position());
            }
        }
        return this;
    }

    /** Under which limits something grew. */
    Set<Long> limitsMet() {
        return limitsMet;
    }

    private void apply(RegisterChange change, long position) {
        switch (change) {
            case SetPlan(String plan, List<Limit> limits) -> plans.put(plan, limits);
            case RemovePlan(String plan) -> {
                assertThat(planOf).as("deleted at %d", position).doesNotContainValue(plan);
                plans.remove(plan);
            }
            case AssignPlan(String tenantId, String plan) -> {
                assertThat(plans).as("assigned at %d", position).containsKey(plan);
                planOf.put(tenantId, plan);
            }
            case SetOverrides(String tenantId, List<Limit> limits) ->
                    overrides.put(tenantId, limits);
            case AddToCount added -> {
                var count = counts.merge(added.of(), added.number(), Long::sum);
                if (added.number() > 0) {
                    var limit = limit(added.of());
                    assertThat(count).as("grown at %d", position).isLessThanOrEqualTo(limit);
                    limitsMet.add(limit);
                }
            }
            default -> {} // nothing of plans
        }
    }

    private long limit(TenantResource of) {
        var plan = requireNonNull(planOf.get(of.tenantId()));
        return Stream.of(
                        overrides.getOrDefault(of.tenantId(), List.of()),
                        requireNonNull(plans.get(plan)))
                .flatMap(List::stream)
                .filter(limit -> limit.metric().equals(CountedResource.API_KEYS.metric()))
                .mapToLong(Limit::amount)
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }
}
