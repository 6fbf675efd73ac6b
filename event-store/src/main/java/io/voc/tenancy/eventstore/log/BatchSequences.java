package io.voc.tenancy.eventstore.log;

import io.voc.tenancy.eventstore.sql.SqlBatch;

import org.axonframework.modelling.command.ConcurrencyException;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The last sequences of the aggregates that a batch appends to, as its appends are accepted. */
final class BatchSequences {

    private static final String READ =
            """
            SELECT aggregate_id, max(sequence)
            FROM (SELECT unnest(?::text[]) AS id, unnest(?::bigint[]) AS since) AS asked
            JOIN event_store.event ON aggregate_id = id AND sequence >= since
            GROUP BY aggregate_id
            """;

    private final KnownSequences known;
    private final Map<String, Long> expected = new LinkedHashMap<>();
    private final Map<String, Long> last = new HashMap<>();

    BatchSequences(KnownSequences known) {
        this.known = known;
    }

    /**
     * Says what will be appended, before anything is read. That an aggregate which begins is not
     * there yet is left to the table's unique index: its id was made for it.
     */
    void announce(List<NewEvent> events) {
        for (var event : events) {
            if (event.sequence() > 0) {
                expected.merge(event.aggregateId(), event.sequence() - 1, Math::min);
            }
        }
    }

    /** Adds the reading of what this node does not know. */
    void readUnknown(SqlBatch sql) throws SQLException {
        var unknown = new HashSet<>(expected.keySet());
        unknown.removeIf(id -> known.of(id).isPresent());
        read(sql, unknown);
    }

    /** Takes what this node knows, or reads it when others have moved the head since. */
    void takeKnown(Head locked, Connection connection) throws SQLException {
        var left = new HashSet<>(expected.keySet());
        left.removeAll(last.keySet());
        if (known.holdAt(locked.position())) {
            left.forEach(id -> known.of(id).ifPresent(sequence -> last.put(id, sequence)));
        } else {
            var sql = new SqlBatch(connection);
            read(sql, left);
            sql.execute();
        }
    }

    /**
     * Whether the events may follow what was accepted so far.
     *
     * @throws ConcurrencyException when another event has one of their places
     */
    void check(List<NewEvent> events) {
        var next = new HashMap<String, Long>();
        for (var event : events) {
            var id = event.aggregateId();
            long free = next.getOrDefault(id, last.getOrDefault(id, -1L)) + 1;
            if (event.sequence() != free) {
                throw new ConcurrencyException(
                        "event " + event.sequence() + " of " + id + " is not the next, " + free);
            }
            next.put(id, free);
        }
    }

    void accept(List<NewEvent> events) {
        events.forEach(event -> last.put(event.aggregateId(), event.sequence()));
    }

    /** The batch is stored, and the head where it left it. */
    void committed(Head head) {
        known.committed(head.position(), last);
    }

    private void read(SqlBatch sql, Set<String> ids) throws SQLException {
        if (!ids.isEmpty()) {
            sql.query(
                    READ,
                    row -> last.put(row.getString(1), row.getLong(2)),
                    sql.array("text", ids.toArray()),
                    sql.array("int8", ids.stream().map(expected::get).toArray()));
        }
    }
}
