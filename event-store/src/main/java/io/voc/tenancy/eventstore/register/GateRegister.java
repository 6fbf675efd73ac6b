package io.voc.tenancy.eventstore.register;

import io.voc.tenancy.contracts.identity.TypeId;
import io.voc.tenancy.contracts.plan.Limit;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.tenant.TenantGate;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.eventstore.register.RegisterChange.AssignPlan;
import io.voc.tenancy.eventstore.register.RegisterChange.SetOverrides;
import io.voc.tenancy.eventstore.register.RegisterChange.SetTenantStatus;
import io.voc.tenancy.eventstore.sql.SqlBatch;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * The status of each tenant, which decides who may do what, when it is to be purged, and its plan,
 * which decides how much of what it may have.
 */
final class GateRegister {

    /** The gates, then their plans and the others that are asked for, each once. */
    static final String READ =
            """
            WITH asked AS (
                SELECT tenant_id, status, purge_after, plan FROM command.tenant_gate WHERE tenant_id = ANY (?))
            SELECT tenant_id, status, purge_after, plan, NULL::jsonb, NULL::bigint FROM asked
            UNION ALL
            SELECT NULL, NULL, NULL, name, limits, tenants FROM command.plan
            WHERE name IN (SELECT plan FROM asked UNION SELECT unnest(?::text[]))
            """;

    private static final String WRITE =
            """
            INSERT INTO command.tenant_gate (tenant_id, status, purge_after, plan)
            SELECT unnest(?::text[]), unnest(?::text[]), unnest(?::timestamptz[]), unnest(?::text[])
            ON CONFLICT (tenant_id) DO UPDATE SET
                status = excluded.status, purge_after = excluded.purge_after, plan = excluded.plan
            """;

    /** And the overrides of those tenants whose limits matter. */
    static final String READ_WITH_OVERRIDES =
            READ
                    + """
                    UNION ALL
                    SELECT tenant_id, NULL, NULL, NULL, limits, NULL FROM command.tenant_limit
                    WHERE tenant_id = ANY (?)
                    """;

    private final PlanRegister plans;
    private final OverrideRegister overrides;
    private final Set<String> announced = new HashSet<>();
    private final Map<String, Gate> gates = new HashMap<>();
    private final Map<String, Gate> changed = new LinkedHashMap<>();

    private record Gate(TenantStatus status, @Nullable Instant purgeAfter, @Nullable String plan) {}

    GateRegister(PlanRegister plans, OverrideRegister overrides) {
        this.plans = plans;
        this.overrides = overrides;
    }

    void announce(String tenantId) {
        announced.add(tenantId);
    }

    /** Reads the plans too, those of the tenants among them, and overrides where they matter. */
    void read(SqlBatch sql) throws SQLException {
        var tenants = sql.array("text", announced.toArray());
        var names = sql.array("text", plans.announced().toArray());
        if (!overrides.announced().isEmpty()) {
            var limited = sql.array("text", overrides.announced().toArray());
            sql.query(READ_WITH_OVERRIDES, this::found, tenants, names, limited);
        } else if (!announced.isEmpty() || !plans.announced().isEmpty()) {
            sql.query(READ, this::found, tenants, names);
        }
    }

    void judge(String tenantId, TenantGate gate) {
        var present = gates.get(tenantId);
        if (present == null) {
            throw Rejection.notFound(TypeId.TENANT.thing(), tenantId);
        }
        gate.check(tenantId, present.status());
    }

    /**
     * The hard limit that the tenant has with these changes, by an override or else by its plan;
     * empty for none.
     */
    OptionalLong limit(TenantResource of, List<RegisterChange> changes) {
        var gate = gates.get(of.tenantId());
        var plan = gate == null ? null : gate.plan();
        var own = overrides.of(of.tenantId());
        for (var change : changes) {
            switch (change) {
                case AssignPlan(String tenantId, String next) when tenantId.equals(of.tenantId()) ->
                        plan = next;
                case SetOverrides(String tenantId, List<Limit> next)
                        when tenantId.equals(of.tenantId()) ->
                        own = next;
                default -> {} // nothing that limits it
            }
        }
        return PlanLimits.hard(own, plans.limits(plan), of.resource());
    }

    void set(SetTenantStatus change) {
        var present = gates.get(change.tenantId());
        put(
                change.tenantId(),
                new Gate(
                        change.status(),
                        change.purgeAfter(),
                        present == null ? null : present.plan()));
    }

    /** Gives a tenant a plan, or takes it; one that is not there gets none. */
    void assign(String tenantId, @Nullable String plan) {
        var present = gates.get(tenantId);
        if (present != null) {
            plans.move(present.plan(), plan);
            put(tenantId, new Gate(present.status(), present.purgeAfter(), plan));
        }
    }

    void write(SqlBatch sql) throws SQLException {
        if (!changed.isEmpty()) {
            sql.update(
                    WRITE,
                    sql.array("text", changed.keySet().toArray()),
                    sql.array("text", column(gate -> gate.status().name())),
                    sql.array("timestamptz", column(GateRegister::purgeAfter)),
                    sql.array("text", column(Gate::plan)));
        }
    }

    private void found(ResultSet row) throws SQLException {
        var tenantId = row.getString(1);
        if (tenantId == null) {
            plans.found(row.getString(4), row.getString(5), row.getLong(6));
        } else if (row.getString(2) == null) {
            overrides.found(tenantId, row.getString(5));
        } else {
            var purgeAfter = row.getObject(3, OffsetDateTime.class);
            gates.put(
                    tenantId,
                    new Gate(
                            TenantStatus.valueOf(row.getString(2)),
                            purgeAfter == null ? null : purgeAfter.toInstant(),
                            row.getString(4)));
        }
    }

    private void put(String tenantId, Gate gate) {
        gates.put(tenantId, gate);
        changed.put(tenantId, gate);
    }

    private @Nullable Object[] column(Function<Gate, @Nullable String> part) {
        return changed.values().stream().map(part).toArray();
    }

    private static @Nullable String purgeAfter(Gate gate) {
        return gate.purgeAfter() == null ? null : gate.purgeAfter().toString();
    }
}
