package io.voc.tenancy.eventstore.register;

import io.voc.tenancy.contracts.plan.Limit;
import io.voc.tenancy.eventstore.sql.SqlBatch;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The limits that single tenants have in place of their plan's. Its rows come with those of the
 * {@link GateRegister}, of the tenants that a count is judged of.
 */
final class OverrideRegister {

    private static final String DELETE =
            "DELETE FROM command.tenant_limit WHERE tenant_id = ANY (?)";
    private static final String SET =
            """
            INSERT INTO command.tenant_limit (tenant_id, limits)
            SELECT unnest(?::text[]), unnest(?::text[])::jsonb
            ON CONFLICT (tenant_id) DO UPDATE SET limits = excluded.limits
            """;

    private final Set<String> announced = new HashSet<>();
    private final Map<String, List<Limit>> overrides = new HashMap<>();
    private final Set<String> changed = new HashSet<>();

    /** That a tenant's limits will matter. */
    void announce(String tenantId) {
        announced.add(tenantId);
    }

    Set<String> announced() {
        return announced;
    }

    /** Takes a row. */
    void found(String tenantId, String json) {
        overrides.put(tenantId, PlanLimits.of(json));
    }

    List<Limit> of(String tenantId) {
        return overrides.getOrDefault(tenantId, List.of());
    }

    /** Replaces all overrides of a tenant, perhaps by none. */
    void set(String tenantId, List<Limit> limits) {
        overrides.put(tenantId, limits);
        changed.add(tenantId);
    }

    void write(SqlBatch sql) throws SQLException {
        var byPresence =
                changed.stream().collect(Collectors.partitioningBy(tenant -> of(tenant).isEmpty()));
        var gone = byPresence.getOrDefault(true, List.of());
        var present = byPresence.getOrDefault(false, List.of());
        if (!gone.isEmpty()) {
            sql.update(DELETE, sql.array("text", gone.toArray()));
        }
        if (!present.isEmpty()) {
            sql.update(
                    SET,
                    sql.array("text", present.toArray()),
                    sql.array(
                            "text",
                            present.stream().map(tenant -> PlanLimits.json(of(tenant))).toArray()));
        }
    }
}
