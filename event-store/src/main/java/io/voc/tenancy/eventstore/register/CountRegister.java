package io.voc.tenancy.eventstore.register;

import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.eventstore.register.RegisterChange.CountChange;
import io.voc.tenancy.eventstore.sql.SqlBatch;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** How many of each resource a tenant has; none of what has no row yet. */
final class CountRegister {

    private static final String READ =
            """
            SELECT tenant_id, metric, count
            FROM (SELECT unnest(?::text[]) AS tenant_id, unnest(?::text[]) AS metric) AS asked
            JOIN command.resource_count USING (tenant_id, metric)
            """;
    private static final String WRITE =
            """
            INSERT INTO command.resource_count (tenant_id, metric, count)
            SELECT unnest(?::text[]), unnest(?::text[]), unnest(?::bigint[])
            ON CONFLICT (tenant_id, metric) DO UPDATE SET count = excluded.count
            """;

    private final Set<TenantResource> announced = new HashSet<>();
    private final Map<TenantResource, Long> stored = new HashMap<>();
    private final Map<TenantResource, Long> changed = new LinkedHashMap<>();

    void announce(CountChange change) {
        announced.add(change.of());
    }

    void read(SqlBatch sql) throws SQLException {
        if (!announced.isEmpty()) {
            sql.query(
                    READ,
                    row ->
                            stored.put(
                                    new TenantResource(
                                            row.getString(1), CountedResource.of(row.getString(2))),
                                    row.getLong(3)),
                    tenants(sql, announced),
                    metrics(sql, announced));
        }
    }

    /** What a commit leaves alone does not grow, so only what changes needs to be known. */
    void judge(TenantResource of, OptionalLong limit, List<RegisterChange> changes) {
        var before = count(of);
        var after = before;
        for (var change : changes) {
            if (change instanceof CountChange counted && counted.of().equals(of)) {
                after = counted.after(after);
            }
        }
        if (after > before) {
            judge(of, after, limit);
        }
    }

    /** Whether a tenant may have so many. */
    static void judge(TenantResource of, long number, OptionalLong limit) {
        if (number > limit.orElse(Long.MAX_VALUE)) {
            throw new Rejection(
                    RejectionCode.LIMIT_REACHED,
                    "Tenant %s may have no more than %d %s"
                            .formatted(of.tenantId(), limit.getAsLong(), of.resource().metric()));
        }
    }

    void change(CountChange change) {
        changed.put(change.of(), change.after(count(change.of())));
    }

    void write(SqlBatch sql) throws SQLException {
        changed.entrySet().removeAll(stored.entrySet()); // as it was before the batch
        if (!changed.isEmpty()) {
            sql.update(
                    WRITE,
                    tenants(sql, changed.keySet()),
                    metrics(sql, changed.keySet()),
                    sql.array("int8", changed.values().toArray()));
        }
    }

    private long count(TenantResource of) {
        return changed.getOrDefault(of, stored.getOrDefault(of, 0L));
    }

    private static Object tenants(SqlBatch sql, Set<TenantResource> counts) throws SQLException {
        return sql.array("text", counts.stream().map(TenantResource::tenantId).toArray());
    }

    private static Object metrics(SqlBatch sql, Set<TenantResource> counts) throws SQLException {
        return sql.array("text", counts.stream().map(of -> of.resource().metric()).toArray());
    }
}
