package io.voc.tenancy.eventstore.log;

import io.voc.tenancy.eventstore.sql.SqlBatch;

import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.ConcurrencyException;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

/** Tells whether aggregates in memory are the newest. */
final class CachedVersions {

    private static final String LAST =
            """
            SELECT id, coalesce((SELECT sequence FROM event_store.event WHERE aggregate_id = id
                                 ORDER BY sequence DESC LIMIT 1), -1)
            FROM unnest(?::text[]) AS id
            """;

    private final DataSource database;

    CachedVersions(DataSource database) {
        this.database = database;
    }

    /**
     * Checks that these are the last sequences of their aggregates.
     *
     * @return the head of the log, which has them all
     * @throws ConcurrencyException when one of them is not
     */
    Head check(Map<String, Long> sequences) {
        var heads = new ArrayList<Head>();
        var last = new HashMap<String, Long>();
        try (var connection = database.getConnection()) {
            read(connection, sequences, heads, last);
        } catch (SQLException e) {
            throw new EventStoreException(
                    "the log can't be read (SQL state " + e.getSQLState() + ")", e);
        }
        sequences.forEach((id, sequence) -> {
            if (!sequence.equals(last.get(id))) {
                throw new ConcurrencyException(id + " is older in memory than in the log");
            }
        });
        return heads.getFirst();
    }

    private static void read(
            Connection connection,
            Map<String, Long> sequences,
            List<Head> heads,
            Map<String, Long> last)
            throws SQLException {
        var sql = new SqlBatch(connection);
        sql.query(Head.READ, row -> heads.add(Head.of(row)));
        if (!sequences.isEmpty()) {
            sql.query(
                    LAST,
                    row -> last.put(row.getString(1), row.getLong(2)),
                    sql.array("text", sequences.keySet().toArray()));
        }
        sql.execute();
    }
}
