package io.voc.tenancy.command.usage;

import static io.voc.tenancy.command.usage.Counters.column;

import io.voc.tenancy.command.usage.Counters.Of;
import io.voc.tenancy.eventstore.sql.SqlBatch;
import io.voc.tenancy.eventstore.sql.Timestamps;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is left of top-ups, in the order in which they are drawn on. Whoever draws has locked the
 * counter of the same tenant and metric.
 */
final class Grants {

    private static final String READ =
            """
            SELECT tenant_id, metric, grant_id, remaining, expires_at FROM command.tenant_grant
            WHERE (tenant_id, metric) IN (SELECT * FROM unnest(?::text[], ?::text[]))
              AND remaining > 0 AND (expires_at IS NULL OR expires_at > ?)
            ORDER BY priority, expires_at NULLS LAST, grant_id
            """;

    private static final String WRITE =
            """
            UPDATE command.tenant_grant AS pool SET remaining = pool.remaining - drawn.amount
            FROM unnest(?::text[], ?::bigint[]) AS drawn (grant_id, amount)
            WHERE pool.grant_id = drawn.grant_id
            """;

    private final Map<Of, List<Pool>> pools = new HashMap<>();
    private final Map<String, Long> drawn = new LinkedHashMap<>();

    private static final class Pool {
        final String grantId;
        final Instant expiresAt;
        long remaining;

        Pool(String grantId, Instant expiresAt, long remaining) {
            this.grantId = grantId;
            this.expiresAt = expiresAt;
            this.remaining = remaining;
        }
    }

    /** Reads those that had not expired at the earliest of the moments that are judged. */
    void read(SqlBatch sql, Collection<Of> asked, Instant earliest) throws SQLException {
        sql.query(
                READ,
                this::found,
                column(sql, "text", asked, Of::tenantId),
                column(sql, "text", asked, Of::metric),
                Objects.requireNonNull(Timestamps.utc(earliest)));
    }

    /** Draws an amount, all of it or nothing, from what had not expired at a moment. */
    boolean draw(Of of, long amount, Instant at) {
        var left = unexpired(of, at).stream().mapToLong(pool -> pool.remaining).sum();
        return left >= amount && drawUpTo(of, amount, at) == amount;
    }

    /** How much could be drawn, of so much. */
    long drawUpTo(Of of, long amount, Instant at) {
        var missing = amount;
        for (var pool : unexpired(of, at)) {
            var part = Math.min(missing, pool.remaining);
            if (part > 0) {
                pool.remaining -= part;
                missing -= part;
                drawn.merge(pool.grantId, part, Long::sum);
            }
        }
        return amount - missing;
    }

    private List<Pool> unexpired(Of of, Instant at) {
        return pools.getOrDefault(of, List.of()).stream()
                .filter(pool -> pool.expiresAt.isAfter(at))
                .toList();
    }

    void write(SqlBatch sql) throws SQLException {
        if (!drawn.isEmpty()) {
            sql.update(
                    WRITE,
                    sql.array("text", drawn.keySet().toArray()),
                    sql.array("int8", drawn.values().toArray()));
        }
    }

    private void found(ResultSet row) throws SQLException {
        var expiresAt = row.getObject(5, OffsetDateTime.class);
        pools.computeIfAbsent(new Of(row.getString(1), row.getString(2)), _ -> new ArrayList<>())
                .add(
                        new Pool(
                                row.getString(3),
                                expiresAt == null ? Instant.MAX : expiresAt.toInstant(),
                                row.getLong(4)));
    }
}
