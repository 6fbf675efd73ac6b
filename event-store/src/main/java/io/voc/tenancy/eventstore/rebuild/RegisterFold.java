package io.voc.tenancy.eventstore.rebuild;

import static java.util.function.Function.identity;

import io.voc.tenancy.contracts.plan.GrantEvent.GrantAdded;
import io.voc.tenancy.contracts.plan.Limit;
import io.voc.tenancy.eventstore.register.PlanLimits;
import io.voc.tenancy.eventstore.register.RegisterChange;
import io.voc.tenancy.eventstore.register.RegisterChange.AddDataKey;
import io.voc.tenancy.eventstore.register.RegisterChange.AddGrant;
import io.voc.tenancy.eventstore.register.RegisterChange.ApiKeyChange;
import io.voc.tenancy.eventstore.register.RegisterChange.AssignPlan;
import io.voc.tenancy.eventstore.register.RegisterChange.ClaimSlug;
import io.voc.tenancy.eventstore.register.RegisterChange.CountChange;
import io.voc.tenancy.eventstore.register.RegisterChange.DestroyDataKey;
import io.voc.tenancy.eventstore.register.RegisterChange.ReleaseSlug;
import io.voc.tenancy.eventstore.register.RegisterChange.RemoveGrants;
import io.voc.tenancy.eventstore.register.RegisterChange.RemovePlan;
import io.voc.tenancy.eventstore.register.RegisterChange.SetOverrides;
import io.voc.tenancy.eventstore.register.RegisterChange.SetPlan;
import io.voc.tenancy.eventstore.register.RegisterChange.SetTenantStatus;
import io.voc.tenancy.eventstore.register.RegisterChange.StoreAnswer;
import io.voc.tenancy.eventstore.register.RegisterChange.UnassignPlan;
import io.voc.tenancy.eventstore.register.TenantResource;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The registers as the log says, in memory. */
final class RegisterFold {

    private final Map<String, String> slugs = new HashMap<>();
    private final Map<String, SetTenantStatus> gates = new HashMap<>();
    private final Map<String, String> planOf = new HashMap<>();
    private final Map<String, List<Limit>> plans = new HashMap<>();
    private final Map<String, List<Limit>> overrides = new HashMap<>();
    private final Map<String, GrantAdded> grants = new HashMap<>();
    private final ApiKeyFold keys = new ApiKeyFold();
    private final Map<TenantResource, Long> counts = new HashMap<>();

    void apply(RegisterChange next) {
        switch (next) {
            case ClaimSlug(String slug, String tenantId) -> slugs.putIfAbsent(slug, tenantId);
            case ReleaseSlug(String slug, String tenantId) -> slugs.remove(slug, tenantId);
            case SetTenantStatus gate -> gates.put(gate.tenantId(), gate);
            case ApiKeyChange change -> keys.apply(change);
            case CountChange change ->
                    counts.put(change.of(), change.after(counts.getOrDefault(change.of(), 0L)));
            case SetPlan(String plan, List<Limit> limits) -> plans.put(plan, limits);
            case RemovePlan(String plan) -> plans.remove(plan);
            case AssignPlan(String tenantId, String plan) -> assign(tenantId, plan);
            case UnassignPlan(String tenantId) -> planOf.remove(tenantId);
            case SetOverrides(String tenantId, List<Limit> limits) -> override(tenantId, limits);
            case AddGrant(GrantAdded grant) -> grants.put(grant.grantId(), grant);
            case RemoveGrants(String tenantId) ->
                    grants.values().removeIf(grant -> grant.tenantId().equals(tenantId));
            case StoreAnswer _, AddDataKey _, DestroyDataKey _ -> {} // of what stays as it is
        }
    }

    long size(RegisterTable table) {
        return switch (table) {
            case SLUG -> slugs.size();
            case TENANT_GATE -> gates.size();
            case PLAN -> plans.size();
            case TENANT_LIMIT -> overrides.size();
            case TENANT_GRANT -> grants.size();
            case API_KEY -> keys.size();
            case RESOURCE_COUNT -> counts.size();
        };
    }

    /** The rows in the order of the table's columns, each value as PostgreSQL reads it. */
    Stream<List<@Nullable String>> rows(RegisterTable table) {
        return switch (table) {
            case SLUG ->
                    slugs.entrySet().stream().map(slug -> List.of(slug.getKey(), slug.getValue()));
            case TENANT_GATE -> gates.values().stream().map(this::row);
            case PLAN -> planRows();
            case TENANT_LIMIT ->
                    overrides.entrySet().stream()
                            .map(own -> List.of(own.getKey(), PlanLimits.json(own.getValue())));
            case TENANT_GRANT -> grants.values().stream().map(RegisterFold::row);
            case API_KEY -> keys.rows();
            case RESOURCE_COUNT ->
                    counts.entrySet().stream()
                            .map(count ->
                                    List.of(
                                            count.getKey().tenantId(),
                                            count.getKey().resource().metric(),
                                            count.getValue().toString()));
        };
    }

    private void assign(String tenantId, String plan) {
        if (gates.containsKey(tenantId)) { // else nobody has it
            planOf.put(tenantId, plan);
        }
    }

    private void override(String tenantId, List<Limit> limits) {
        if (limits.isEmpty()) {
            overrides.remove(tenantId);
        } else {
            overrides.put(tenantId, limits);
        }
    }

    /** With all of it left, as the log does not know what was drawn. */
    private static List<@Nullable String> row(GrantAdded grant) {
        return Arrays.asList(
                grant.grantId(),
                grant.tenantId(),
                grant.metric(),
                String.valueOf(grant.amount()),
                String.valueOf(grant.priority()),
                text(grant.expiresAt()),
                String.valueOf(grant.amount()));
    }

    private List<@Nullable String> row(SetTenantStatus gate) {
        return Arrays.asList(
                gate.tenantId(),
                gate.status().name(),
                text(gate.purgeAfter()),
                planOf.get(gate.tenantId()));
    }

    private Stream<List<@Nullable String>> planRows() {
        var tenants =
                planOf.values().stream()
                        .collect(Collectors.groupingBy(identity(), Collectors.counting()));
        return plans.entrySet().stream()
                .map(plan ->
                        List.of(
                                plan.getKey(),
                                PlanLimits.json(plan.getValue()),
                                String.valueOf(tenants.getOrDefault(plan.getKey(), 0L))));
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
