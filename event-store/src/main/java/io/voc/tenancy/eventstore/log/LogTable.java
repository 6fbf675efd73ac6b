package io.voc.tenancy.eventstore.log;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** Reads the log's table, as it is stored. */
public final class LogTable {

    private static final String COLUMNS =
            """
            position, event_id, tenant_id, aggregate_type, aggregate_id, sequence, type, revision,
            happened_at, recorded_at, payload, metadata, hash
            """;
    private static final String AFTER =
            "SELECT "
                    + COLUMNS
                    + " FROM event_store.event WHERE position > ? ORDER BY position LIMIT ?";
    private static final String ENTRIES_AFTER =
            """
            SELECT position, type, tenant_id, aggregate_id, sequence
            FROM event_store.event WHERE position > ? ORDER BY position LIMIT ?
            """;
    private static final String OF_AGGREGATE =
            "SELECT "
                    + COLUMNS
                    + " FROM event_store.event WHERE aggregate_id = ? AND sequence >= ? ORDER BY sequence LIMIT ?";
    private static final String OF_TYPE =
            "SELECT "
                    + COLUMNS
                    + " FROM event_store.event WHERE aggregate_id = ? AND type = ? ORDER BY sequence OFFSET ? LIMIT 1";
    private static final String LAST_SEQUENCE =
            "SELECT sequence FROM event_store.event WHERE aggregate_id = ? ORDER BY sequence DESC LIMIT 1";

    private LogTable() {}

    /** The events after a position, at most so many. */
    public static List<StoredEvent> readAfter(Connection connection, long position, int limit)
            throws SQLException {
        try (var select = connection.prepareStatement(AFTER)) {
            select.setLong(1, position);
            select.setInt(2, limit);
            try (var rows = select.executeQuery()) {
                return events(rows);
            }
        }
    }

    /** What is there after a position, at most so many. */
    static List<LogEntry> entriesAfter(Connection connection, long position, int limit)
            throws SQLException {
        try (var select = connection.prepareStatement(ENTRIES_AFTER)) {
            select.setLong(1, position);
            select.setInt(2, limit);
            try (var rows = select.executeQuery()) {
                var entries = new ArrayList<LogEntry>();
                while (rows.next()) {
                    entries.add(
                            new LogEntry(
                                    rows.getLong(1),
                                    rows.getString(2),
                                    rows.getString(3),
                                    rows.getString(4),
                                    rows.getLong(5)));
                }
                return entries;
            }
        }
    }

    /** An aggregate's events from a sequence on, at most so many. */
    public static List<StoredEvent> readAggregate(
            Connection connection, String aggregateId, long from, int limit) throws SQLException {
        try (var select = connection.prepareStatement(OF_AGGREGATE)) {
            select.setString(1, aggregateId);
            select.setLong(2, from);
            select.setInt(3, limit);
            try (var rows = select.executeQuery()) {
                return events(rows);
            }
        }
    }

    /** An aggregate's event of a type, by its place among them, which counts from 1. */
    static Optional<StoredEvent> ofType(
            Connection connection, String aggregateId, String type, long number)
            throws SQLException {
        try (var select = connection.prepareStatement(OF_TYPE)) {
            select.setString(1, aggregateId);
            select.setString(2, type);
            select.setLong(3, number - 1);
            try (var rows = select.executeQuery()) {
                return events(rows).stream().findFirst();
            }
        }
    }

    /** The sequence of an aggregate's newest event; empty when it has none. */
    public static OptionalLong lastSequence(Connection connection, String aggregateId)
            throws SQLException {
        try (var select = connection.prepareStatement(LAST_SEQUENCE)) {
            select.setString(1, aggregateId);
            try (var rows = select.executeQuery()) {
                return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    /** The event in the current row of a query for all columns, in the table's order. */
    static StoredEvent event(ResultSet row) throws SQLException {
        return new StoredEvent(
                row.getLong(1),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getLong(6),
                row.getString(7),
                row.getInt(8),
                instant(row, 9),
                instant(row, 10),
                row.getBytes(11),
                row.getBytes(12),
                row.getBytes(13));
    }

    private static List<StoredEvent> events(ResultSet rows) throws SQLException {
        var events = new ArrayList<StoredEvent>();
        while (rows.next()) {
            events.add(event(rows));
        }
        return events;
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
