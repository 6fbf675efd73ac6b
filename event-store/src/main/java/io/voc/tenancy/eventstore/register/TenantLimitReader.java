package io.voc.tenancy.eventstore.register;

import static java.util.stream.Collectors.toMap;

import io.voc.tenancy.contracts.plan.EffectiveLimits;
import io.voc.tenancy.contracts.plan.EffectiveLimits.GrantBalance;
import io.voc.tenancy.contracts.plan.Limit;
import io.voc.tenancy.contracts.plan.OverridesView;
import io.voc.tenancy.contracts.plan.TenantUse;
import io.voc.tenancy.eventstore.sql.Timestamps;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What limits a tenant and what it has, as the registers on the primary say. */
public final class TenantLimitReader {

    private static final String PLAN =
            """
            SELECT gate.plan, plan.limits
            FROM command.tenant_gate AS gate LEFT JOIN command.plan AS plan ON plan.name = gate.plan
            WHERE gate.tenant_id = :tenantId
            """;
    private static final String OVERRIDES =
            "SELECT limits::text AS limits FROM command.tenant_limit WHERE tenant_id = :tenantId";
    private static final String COUNTS =
            "SELECT metric, count FROM command.resource_count WHERE tenant_id = :tenantId";
    private static final String GRANTS =
            """
            SELECT metric, sum(remaining) AS remaining FROM command.tenant_grant
            WHERE tenant_id = :tenantId AND remaining > 0 AND (expires_at IS NULL OR expires_at > :now)
            GROUP BY metric ORDER BY metric
            """;
    private static final String REMAINING =
            "SELECT grant_id, remaining FROM command.tenant_grant WHERE grant_id IN (:grantIds)";

    private final JdbcClient jdbc;
    private final Clock clock;

    public TenantLimitReader(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private record PlanInForce(@Nullable String name, List<Limit> limits) {

        static final PlanInForce NONE = new PlanInForce(null, List.of());
    }

    /** Whether there is, or was, such a tenant. */
    public boolean knows(String tenantId) {
        return !plans(tenantId).isEmpty();
    }

    /** The limits of a tenant with these overrides; its plan is the one that it has now. */
    public EffectiveLimits effective(OverridesView overrides) {
        var plan = plans(overrides.tenantId()).stream().findFirst().orElse(PlanInForce.NONE);
        return EffectiveLimits.of(overrides, plan.name(), plan.limits(), use(overrides.tenantId()));
    }

    /** The limits that count for a tenant: its own, and its plan's where it has none. */
    public List<Limit> inForce(String tenantId) {
        var plan = plans(tenantId).stream().findFirst().orElse(PlanInForce.NONE);
        var own =
                jdbc
                        .sql(OVERRIDES)
                        .param("tenantId", tenantId)
                        .query((row, _) -> PlanLimits.of(row.getString("limits")))
                        .list()
                        .stream()
                        .findFirst()
                        .orElse(List.of());
        return EffectiveLimits.inForce(plan.limits(), own);
    }

    /** What the tenant has of each resource, and what is left of its grants. */
    public TenantUse use(String tenantId) {
        var counts = new HashMap<String, Long>();
        Arrays.stream(CountedResource.values())
                .forEach(resource -> counts.put(resource.metric(), 0L));
        counts.putAll(numbers(COUNTS, Map.of("tenantId", tenantId)));
        return new TenantUse(counts, grants(tenantId));
    }

    /** What is left of each of the grants that are there. */
    public Map<String, Long> remaining(Collection<String> grantIds) {
        return grantIds.isEmpty() ? Map.of() : numbers(REMAINING, Map.of("grantIds", grantIds));
    }

    private List<PlanInForce> plans(String tenantId) {
        return jdbc.sql(PLAN)
                .param("tenantId", tenantId)
                .query((row, _) -> {
                    var limits = row.getString("limits");
                    return new PlanInForce(
                            row.getString("plan"),
                            limits == null ? List.of() : PlanLimits.of(limits));
                })
                .list();
    }

    private List<GrantBalance> grants(String tenantId) {
        return jdbc.sql(GRANTS)
                .param("tenantId", tenantId)
                .param("now", Objects.requireNonNull(Timestamps.utc(clock.instant())))
                .query((row, _) ->
                        new GrantBalance(row.getString("metric"), row.getLong("remaining")))
                .list();
    }

    private Map<String, Long> numbers(String sql, Map<String, ?> parameters) {
        return jdbc
                .sql(sql)
                .params(parameters)
                .query((row, _) -> Map.entry(row.getString(1), row.getLong(2)))
                .list()
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
