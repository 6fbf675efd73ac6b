package io.voc.tenancy.eventstore.rebuild;

import io.voc.tenancy.eventstore.rebuild.RegisterComparison.Difference;
import io.voc.tenancy.eventstore.rebuild.RegisterComparison.Register;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

/** A register that follows from the log, and beside it in a temporary table what the log says. */
enum RegisterTable {
    SLUG("slug", "slug", "tenant_id", "tenant_id"),
    TENANT_GATE(
            "tenant_gate",
            "tenant_id",
            "status, purge_after, plan",
            "status, purge_after AT TIME ZONE 'UTC', plan"),
    PLAN("plan", "name", "limits, tenants", "limits, tenants"),
    TENANT_LIMIT("tenant_limit", "tenant_id", "limits", "limits"),
    /**
     * What is left of a grant is nothing that the log knows; a row that is lost comes back whole.
     */
    TENANT_GRANT(
            "tenant_grant",
            "grant_id",
            "tenant_id, metric, amount, priority, expires_at, remaining",
            "tenant_id, metric, amount, priority, expires_at AT TIME ZONE 'UTC'") {

        @Override
        void repair(Connection connection) throws SQLException {
            execute(connection, REMOVE_GRANTS);
            execute(connection, MEND_GRANTS);
        }
    },
    /** A key's scopes are a set, so their order does not count. */
    API_KEY(
            "api_key",
            "digest",
            "key_id, tenant_id, environment, scopes, expires_at, status, allowed_cidrs, valid_until,"
                    + " rate_limit",
            "key_id, tenant_id, environment, ARRAY(SELECT unnest(scopes) ORDER BY 1), expires_at, status,"
                    + " allowed_cidrs, valid_until AT TIME ZONE 'UTC', rate_limit"),
    RESOURCE_COUNT("resource_count", "tenant_id, metric", "count", "count");

    private static final int CHUNK = 1 << 16;

    private static final String REMOVE_GRANTS =
            "DELETE FROM command.tenant_grant WHERE grant_id NOT IN (SELECT grant_id FROM rebuilt_tenant_grant)";

    /** In place, as others draw on the rows meanwhile. */
    private static final String MEND_GRANTS =
            """
            INSERT INTO command.tenant_grant AS present SELECT * FROM rebuilt_tenant_grant
            ON CONFLICT (grant_id) DO UPDATE SET
                tenant_id = excluded.tenant_id, metric = excluded.metric, amount = excluded.amount,
                priority = excluded.priority, expires_at = excluded.expires_at
            WHERE (present.tenant_id, present.metric, present.amount, present.priority, present.expires_at)
                IS DISTINCT FROM
                (excluded.tenant_id, excluded.metric, excluded.amount, excluded.priority, excluded.expires_at)
            """;

    private final String table;
    private final String key;
    private final String keyText;
    private final String columns;
    private final String differing;

    RegisterTable(String table, String key, String others, String compared) {
        this.table = table;
        this.key = key;
        this.keyText = "concat_ws(' ', %s)".formatted(key);
        this.columns = key + ", " + others;
        this.differing =
                """
                SELECT key, present.row, rebuilt.row, count(*) OVER ()
                FROM (SELECT %2$s AS key, ROW(%3$s)::text AS row FROM command.%1$s) AS present
                FULL JOIN (SELECT %2$s AS key, ROW(%3$s)::text AS row FROM rebuilt_%1$s) AS rebuilt USING (key)
                WHERE present.row IS DISTINCT FROM rebuilt.row
                """
                        .formatted(table, keyText, compared);
    }

    /** Puts what the log says beside the register, until the transaction ends. */
    void stage(Connection connection, Iterator<List<@Nullable String>> rows) throws SQLException {
        execute(
                connection,
                "CREATE TEMPORARY TABLE rebuilt_%1$s (LIKE command.%1$s) ON COMMIT DROP"
                        .formatted(table));
        var copy =
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn(
                                "COPY rebuilt_%s (%s) FROM STDIN (FORMAT csv)"
                                        .formatted(table, columns));
        try {
            while (rows.hasNext()) {
                var lines = lines(rows);
                copy.writeToCopy(lines, 0, lines.length);
            }
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    Register compare(Connection connection, long rows) throws SQLException {
        var differences = new ArrayList<Difference>();
        var count = 0L;
        try (var select = connection.prepareStatement(differing + "ORDER BY key LIMIT 100");
                var found = select.executeQuery()) {
            while (found.next()) {
                differences.add(
                        new Difference(found.getString(1), found.getString(2), found.getString(3)));
                count = found.getLong(4);
            }
        }
        return new Register(table, rows, count, differences);
    }

    /** Removes what differs before it adds what is missing, as other columns may be unique too. */
    void repair(Connection connection) throws SQLException {
        execute(
                connection,
                "DELETE FROM command.%s WHERE %s IN (SELECT key FROM (%s))"
                        .formatted(table, keyText, differing));
        execute(
                connection,
                "INSERT INTO command.%1$s (%2$s) SELECT %2$s FROM rebuilt_%1$s ON CONFLICT (%3$s) DO NOTHING"
                        .formatted(table, columns, key));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Many at once, since the driver looks for an answer after each write. */
    private static byte[] lines(Iterator<List<@Nullable String>> rows) {
        var lines = new StringBuilder();
        while (rows.hasNext() && lines.length() < CHUNK) {
            lines.append(
                    rows.next().stream()
                            .map(RegisterTable::csv)
                            .collect(Collectors.joining(",", "", "\n")));
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String csv(@Nullable String value) {
        return value == null ? "" : '"' + value.replace("\"", "\"\"") + '"';
    }
}
