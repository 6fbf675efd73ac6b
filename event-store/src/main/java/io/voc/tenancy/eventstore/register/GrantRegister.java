package io.voc.tenancy.eventstore.register;

import io.voc.tenancy.contracts.plan.GrantEvent.GrantAdded;
import io.voc.tenancy.eventstore.sql.SqlBatch;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What tenants may have once; whoever counts draws on it row by row. */
final class GrantRegister {

    private static final String ADD =
            """
            INSERT INTO command.tenant_grant (grant_id, tenant_id, metric, amount, priority, expires_at, remaining)
            SELECT grant_id, tenant_id, metric, amount, priority, expires_at, amount
            FROM unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::integer[], ?::timestamptz[])
                AS added (grant_id, tenant_id, metric, amount, priority, expires_at)
            """;
    private static final String REMOVE =
            "DELETE FROM command.tenant_grant WHERE tenant_id = ANY (?)";

    private final List<GrantAdded> added = new ArrayList<>();
    private final List<String> removed = new ArrayList<>();

    void add(GrantAdded grant) {
        added.add(grant);
    }

    /** Nobody is granted anything after that. */
    void removeAll(String tenantId) {
        removed.add(tenantId);
    }

    void write(SqlBatch sql) throws SQLException {
        if (!added.isEmpty()) {
            sql.update(
                    ADD,
                    column(sql, "text", GrantAdded::grantId),
                    column(sql, "text", GrantAdded::tenantId),
                    column(sql, "text", GrantAdded::metric),
                    column(sql, "int8", GrantAdded::amount),
                    column(sql, "int4", GrantAdded::priority),
                    column(
                            sql,
                            "timestamptz",
                            grant ->
                                    grant.expiresAt() == null
                                            ? null
                                            : grant.expiresAt().toString()));
        }
        if (!removed.isEmpty()) {
            sql.update(REMOVE, sql.array("text", removed.toArray()));
        }
    }

    private Object column(SqlBatch sql, String type, Function<GrantAdded, @Nullable Object> part)
            throws SQLException {
        @Nullable Object[] column = added.stream().map(part).toArray();
        return sql.array(type, column);
    }
}
