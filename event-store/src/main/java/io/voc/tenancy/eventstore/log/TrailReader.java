package io.voc.tenancy.eventstore.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the log backwards through its indexes, in pieces of bounded size: each is one statement, so
 * nothing is held in the database between two of them.
 */
public final class TrailReader {

    /** A piece ends with the event that reaches it. */
    private static final int BYTES = 1 << 20;

    /** What a larger payload is read without, for {@link #whole}. */
    private static final int SMALL = 16 * 1024;

    private static final String PLACE =
            """
            position, event_id, tenant_id, aggregate_type, aggregate_id, sequence, type, revision,
            happened_at, recorded_at,
            """;
    private static final String COLUMNS = PLACE + " payload, metadata, hash ";
    private static final String FROM = " FROM event_store.event WHERE ";
    private static final String NEWEST_FIRST = " ORDER BY position DESC LIMIT ?";
    private static final String WITHIN = " position < ? AND position > ? ";

    /** The newest of each type, of which the newest are taken: one type may be rare. */
    private static final String BY_TYPE =
            "SELECT event.* FROM unnest(?) AS asked (type) CROSS JOIN LATERAL (SELECT "
                    + COLUMNS
                    + FROM
                    + " event.type = asked.type AND"
                    + WITHIN
                    + NEWEST_FIRST
                    + ") AS event"
                    + NEWEST_FIRST;

    private static final String BOUNDED =
            "SELECT "
                    + COLUMNS
                    + """
                     FROM (SELECT found.*, sum(octet_length(payload)) OVER (ORDER BY position DESC ROWS UNBOUNDED PRECEDING)
                                           - octet_length(payload) AS ahead
                           FROM (%s) AS found) AS weighed
                    """
                    + " WHERE ahead < "
                    + BYTES
                    + " ORDER BY position DESC";

    private static final String PREVIOUS =
            "SELECT "
                    + PLACE
                    + " CASE WHEN octet_length(payload) <= "
                    + SMALL
                    + " THEN payload ELSE '' END, metadata, hash, number, octet_length(payload)"
                    + """
                     FROM unnest(?, ?, ?) WITH ORDINALITY AS asked (of, before, types, number)
                    CROSS JOIN LATERAL (
                        SELECT * FROM event_store.event
                        WHERE aggregate_id = asked.of AND sequence < asked.before
                          AND type = ANY (string_to_array(asked.types, ','))
                        ORDER BY sequence DESC LIMIT 1) AS event
                    """;

    private TrailReader() {}

    /**
     * The newest event of some types that an aggregate had before another.
     *
     * @param types one at least
     */
    public record Asked(String aggregateId, long before, List<String> types) {}

    /**
     * What was found of an earlier event.
     *
     * @param event without its payload when that is large
     * @param bytes of the payload
     */
    public record Previous(StoredEvent event, int bytes) {

        /** Whether the payload is there. */
        public boolean isWhole() {
            return event.payload().length == bytes;
        }
    }

    /**
     * The newest events before a position, newest first: one at least if there are any, and no more
     * than a limit, or than about a MiB of payload if the last of them is not larger.
     */
    public static List<StoredEvent> before(
            Connection connection, TrailFilter filter, long position, int limit)
            throws SQLException {
        try (var select = prepared(connection, "", filter, position, limit)) {
            try (var rows = select.executeQuery()) {
                var events = new ArrayList<StoredEvent>();
                while (rows.next()) {
                    events.add(LogTable.event(rows));
                }
                return events;
            }
        }
    }

    /**
     * The question as it is put.
     *
     * @param prefix empty, or {@code EXPLAIN} to be told how it would be answered
     */
    static PreparedStatement prepared(
            Connection connection, String prefix, TrailFilter filter, long position, int limit)
            throws SQLException {
        var select = connection.prepareStatement(prefix + BOUNDED.formatted(query(filter)));
        fill(select, filter, position, limit);
        return select;
    }

    private static String query(TrailFilter filter) {
        if (isByTypeAlone(filter)) {
            return BY_TYPE;
        }
        return "SELECT "
                + COLUMNS
                + FROM
                + (filter.tenantId() == null ? "" : " tenant_id = ? AND ")
                + (filter.actor() == null
                        ? ""
                        : " event_store.told(metadata, 'actorSubject') = ? AND ")
                + (filter.correlationId() == null
                        ? ""
                        : " event_store.told(metadata, 'correlationId') = ? AND ")
                + (filter.types().isEmpty() ? "" : " type = ANY (?) AND ")
                + WITHIN
                + NEWEST_FIRST;
    }

    private static boolean isByTypeAlone(TrailFilter filter) {
        return !filter.types().isEmpty()
                && filter.tenantId() == null
                && filter.actor() == null
                && filter.correlationId() == null;
    }

    private static void fill(PreparedStatement select, TrailFilter filter, long position, int limit)
            throws SQLException {
        int next = 1;
        for (var text : new String[] {filter.tenantId(), filter.actor(), filter.correlationId()}) {
            if (text != null) {
                select.setString(next++, text);
            }
        }
        if (!filter.types().isEmpty()) {
            select.setArray(
                    next++, select.getConnection().createArrayOf("text", filter.types().toArray()));
        }
        select.setLong(next++, Math.min(position, filter.upTo() + 1));
        select.setLong(next++, filter.after());
        select.setInt(next++, limit);
        if (isByTypeAlone(filter)) {
            select.setInt(next, limit);
        }
    }

    /** What was found, by its place among what was asked for, which counts from 0. */
    public static Map<Integer, Previous> previous(Connection connection, List<Asked> asked)
            throws SQLException {
        var found = new HashMap<Integer, Previous>();
        if (asked.isEmpty()) {
            return found;
        }
        try (var select = connection.prepareStatement(PREVIOUS)) {
            select.setArray(
                    1,
                    connection.createArrayOf(
                            "text", asked.stream().map(Asked::aggregateId).toArray()));
            select.setArray(
                    2,
                    connection.createArrayOf("int8", asked.stream().map(Asked::before).toArray()));
            select.setArray(
                    3,
                    connection.createArrayOf(
                            "text",
                            asked.stream().map(it -> String.join(",", it.types())).toArray()));
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    found.put(
                            rows.getInt(14) - 1,
                            new Previous(LogTable.event(rows), rows.getInt(15)));
                }
            }
        }
        return found;
    }

    /** The event with all of its payload. */
    public static StoredEvent whole(Connection connection, Previous found) throws SQLException {
        return found.isWhole()
                ? found.event()
                : LogTable.readAfter(connection, found.event().position() - 1, 1).getFirst();
    }
}
