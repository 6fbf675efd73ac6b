package io.voc.tenancy.eventstore.register;

import io.voc.tenancy.contracts.identity.TypeId;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.tenant.TenantGate;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.eventstore.register.RegisterChange.SetTenantStatus;
import io.voc.tenancy.eventstore.sql.SqlBatch;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The status of each tenant, which decides who may do what, and when it is to be purged. */
final class GateRegister {

    private static final String READ =
            "SELECT tenant_id, status FROM command.tenant_gate WHERE tenant_id = ANY (?)";
    private static final String WRITE =
            """
            INSERT INTO command.tenant_gate (tenant_id, status, purge_after)
            SELECT unnest(?::text[]), unnest(?::text[]), unnest(?::timestamptz[])
            ON CONFLICT (tenant_id) DO UPDATE SET status = excluded.status, purge_after = excluded.purge_after
            """;

    private final Set<String> announced = new HashSet<>();
    private final Map<String, TenantStatus> statuses = new HashMap<>();
    private final Map<String, SetTenantStatus> changed = new LinkedHashMap<>();

    void announce(String tenantId) {
        announced.add(tenantId);
    }

    void read(SqlBatch sql) throws SQLException {
        if (!announced.isEmpty()) {
            sql.query(
                    READ,
                    row -> statuses.put(row.getString(1), TenantStatus.valueOf(row.getString(2))),
                    sql.array("text", announced.toArray()));
        }
    }

    void judge(String tenantId, TenantGate gate) {
        var status = statuses.get(tenantId);
        if (status == null) {
            throw Rejection.notFound(TypeId.TENANT.thing(), tenantId);
        }
        gate.check(tenantId, status);
    }

    void set(SetTenantStatus change) {
        statuses.put(change.tenantId(), change.status());
        changed.put(change.tenantId(), change);
    }

    void write(SqlBatch sql) throws SQLException {
        if (!changed.isEmpty()) {
            sql.update(
                    WRITE,
                    sql.array("text", changed.keySet().toArray()),
                    sql.array("text", column(change -> change.status().name())),
                    sql.array("timestamptz", column(GateRegister::purgeAfter)));
        }
    }

    private @Nullable Object[] column(Function<SetTenantStatus, @Nullable String> part) {
        return changed.values().stream().map(part).toArray();
    }

    private static @Nullable String purgeAfter(SetTenantStatus change) {
        return change.purgeAfter() == null ? null : change.purgeAfter().toString();
    }
}
