package io.voc.tenancy.eventstore.register;

import io.voc.tenancy.contracts.plan.Limit;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.eventstore.sql.SqlBatch;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The plans, what each limits, and how many tenants have it. Its rows come with those of the {@link
 * GateRegister}.
 */
final class PlanRegister {

    /** Tenants may have a plan that is not there, if they are older than the plans. */
    static final String COUNT =
            """
            SELECT asked.name, (SELECT count(*) FROM command.tenant_gate AS gate WHERE gate.plan = asked.name)
            FROM unnest(?::text[]) AS asked (name)
            WHERE NOT EXISTS (SELECT FROM command.plan WHERE plan.name = asked.name)
            """;

    private static final String DELETE = "DELETE FROM command.plan WHERE name = ANY (?)";
    private static final String SET =
            """
            INSERT INTO command.plan (name, limits, tenants)
            SELECT unnest(?::text[]), unnest(?::text[])::jsonb, unnest(?::bigint[])
            ON CONFLICT (name) DO UPDATE SET limits = excluded.limits, tenants = excluded.tenants
            """;
    static final String SET_TENANTS =
            """
            UPDATE command.plan SET tenants = counted.tenants
            FROM unnest(?::text[], ?::bigint[]) AS counted (name, tenants)
            WHERE plan.name = counted.name
            """;

    private final Set<String> announced = new HashSet<>();
    private final Set<String> announcedUses = new HashSet<>();

    /** The plans that there are, with their limits as JSON. */
    private final Map<String, String> plans = new HashMap<>();

    /** How many tenants have a plan, whether it is there or not. */
    private final Map<String, Long> tenants = new HashMap<>();

    /** How many tenants had the plans that there were before the batch. */
    private final Map<String, Long> stored = new HashMap<>();

    private final Map<String, List<Limit>> limits = new HashMap<>();
    private final Set<String> changed = new HashSet<>();

    void announce(String plan) {
        announced.add(plan);
    }

    /** That it will matter how many tenants have the plan, even if it is not there. */
    void announceUse(String plan) {
        announced.add(plan);
        announcedUses.add(plan);
    }

    Set<String> announced() {
        return announced;
    }

    /** Takes a row. */
    void found(String plan, String json, long number) {
        plans.put(plan, json);
        tenants.put(plan, number);
        stored.put(plan, number);
    }

    void readUses(SqlBatch sql) throws SQLException {
        if (!announcedUses.isEmpty()) {
            sql.query(
                    COUNT,
                    row -> tenants.put(row.getString(1), row.getLong(2)),
                    texts(sql, announcedUses));
        }
    }

    void judgeExists(String plan) {
        if (!plans.containsKey(plan)) {
            throw Rejection.invalid("/plan", "There is no plan " + plan);
        }
    }

    void judgeUnused(String plan) {
        var number = tenants(plan);
        if (number > 0) {
            throw new Rejection(
                    RejectionCode.PLAN_IN_USE,
                    "The plan %s has %d %s"
                            .formatted(plan, number, number == 1 ? "tenant" : "tenants"));
        }
    }

    void set(String plan, List<Limit> next) {
        plans.put(plan, PlanLimits.json(next));
        limits.put(plan, next);
        changed.add(plan);
    }

    void remove(String plan) {
        plans.remove(plan);
        limits.remove(plan);
    }

    /** A tenant has another plan than before, or had none, or has none any more. */
    void move(@Nullable String from, @Nullable String to) {
        if (from != null) {
            tenants.merge(from, -1L, Long::sum);
        }
        if (to != null) {
            tenants.merge(to, 1L, Long::sum);
        }
    }

    void write(SqlBatch sql) throws SQLException {
        delete(sql);
        changed.retainAll(plans.keySet());
        if (!changed.isEmpty()) {
            sql.update(
                    SET,
                    texts(sql, changed),
                    column(sql, "text", changed, plans::get),
                    column(sql, "int8", changed, this::tenants));
        }
        setTenants(sql);
    }

    private void delete(SqlBatch sql) throws SQLException {
        var gone = new HashSet<>(stored.keySet());
        gone.removeAll(plans.keySet());
        if (!gone.isEmpty()) {
            sql.update(DELETE, texts(sql, gone));
        }
    }

    private void setTenants(SqlBatch sql) throws SQLException {
        var moved = new HashSet<>(stored.keySet());
        moved.retainAll(plans.keySet());
        moved.removeAll(changed);
        moved.removeIf(plan -> tenants(plan) == stored.getOrDefault(plan, 0L));
        if (!moved.isEmpty()) {
            sql.update(SET_TENANTS, texts(sql, moved), column(sql, "int8", moved, this::tenants));
        }
    }

    private long tenants(String plan) {
        return tenants.getOrDefault(plan, 0L);
    }

    /** Read when it is asked for, and then once; none of a plan that is not there. */
    List<Limit> limits(@Nullable String plan) {
        var json = plan == null ? null : plans.get(plan);
        return plan == null || json == null
                ? List.of()
                : limits.computeIfAbsent(plan, _ -> PlanLimits.of(json));
    }

    private static Object texts(SqlBatch sql, Set<String> names) throws SQLException {
        return sql.array("text", names.toArray());
    }

    private static Object column(
            SqlBatch sql, String type, Set<String> names, Function<String, @Nullable Object> part)
            throws SQLException {
        @Nullable Object[] column = names.stream().map(part).toArray();
        return sql.array(type, column);
    }
}
