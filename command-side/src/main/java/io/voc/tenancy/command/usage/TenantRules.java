package io.voc.tenancy.command.usage;

import io.voc.tenancy.contracts.identity.TypeId;
import io.voc.tenancy.contracts.plan.EffectiveLimits;
import io.voc.tenancy.contracts.plan.Limit;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.eventstore.register.PlanLimits;
import io.voc.tenancy.eventstore.sql.SqlBatch;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** What the registers say, in the transaction that asks them, of some tenants and their limits. */
final class TenantRules {

    private static final String READ =
            """
            WITH asked AS (SELECT tenant_id, status, plan FROM command.tenant_gate WHERE tenant_id = ANY (?))
            SELECT tenant_id, status, plan, NULL::text FROM asked
            UNION ALL
            SELECT NULL, NULL, name, limits::text FROM command.plan WHERE name IN (SELECT plan FROM asked)
            UNION ALL
            SELECT tenant_id, NULL, NULL, limits::text FROM command.tenant_limit WHERE tenant_id = ANY (?)
            """;

    private static final int KNOWN_TEXTS = 1_000;

    /** What texts mean, which never changes; what is in force is read each time. */
    private static final Map<String, List<Limit>> MEANINGS = new ConcurrentHashMap<>();

    private final Map<String, Gate> gates = new HashMap<>();
    private final Map<String, String> plans = new HashMap<>();
    private final Map<String, String> overrides = new HashMap<>();
    private final Map<String, List<Limit>> inForce = new HashMap<>();

    private record Gate(TenantStatus status, @Nullable String plan) {}

    void read(SqlBatch sql, Collection<String> tenantIds) throws SQLException {
        List.of(gates, plans, overrides, inForce).forEach(Map::clear); // what was read before
        var tenants = sql.array("text", tenantIds.toArray());
        sql.query(READ, this::found, tenants, tenants);
    }

    /**
     * Passes only if the tenant's status lets the entry through.
     *
     * @throws Rejection the refusal
     */
    void check(LedgerEntry entry) {
        var gate = gates.get(entry.tenantId());
        if (gate == null) {
            throw Rejection.notFound(TypeId.TENANT.thing(), entry.tenantId());
        }
        entry.gate().check(entry.tenantId(), gate.status());
    }

    /** Whether there is such a tenant; of one that is purged, nothing is left to be counted. */
    boolean isThere(String tenantId) {
        var gate = gates.get(tenantId);
        return gate != null && gate.status() != TenantStatus.PURGED;
    }

    /** The limits in force of a tenant's metric. */
    List<Limit> limits(String tenantId, String metric) {
        return inForce.computeIfAbsent(tenantId, this::compose).stream()
                .filter(limit -> limit.metric().equals(metric))
                .toList();
    }

    private List<Limit> compose(String tenantId) {
        var plan = Objects.requireNonNull(gates.get(tenantId)).plan();
        return EffectiveLimits.inForce(
                meaning(plan == null ? null : plans.get(plan)), meaning(overrides.get(tenantId)));
    }

    private static List<Limit> meaning(@Nullable String text) {
        if (text == null) {
            return List.of();
        }
        if (MEANINGS.size() > KNOWN_TEXTS) {
            MEANINGS.clear();
        }
        return MEANINGS.computeIfAbsent(text, PlanLimits::of);
    }

    private void found(ResultSet row) throws SQLException {
        var tenantId = row.getString(1);
        if (tenantId == null) {
            plans.put(row.getString(3), row.getString(4));
        } else if (row.getString(2) == null) {
            overrides.put(tenantId, row.getString(4));
        } else {
            gates.put(tenantId, new Gate(TenantStatus.valueOf(row.getString(2)), row.getString(3)));
        }
    }
}
