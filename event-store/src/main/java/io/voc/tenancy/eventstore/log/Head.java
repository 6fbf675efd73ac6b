package io.voc.tenancy.eventstore.log;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * The end of the log.
 *
 * @param position of the last event; 0 when there is none
 * @param hash of the last event
 * @param recordedAt of the last event
 */
@SuppressWarnings("ArrayRecordComponent") // bytes as they are; nobody compares these records
public record Head(long position, byte[] hash, Instant recordedAt) {

    static final String LOCK =
            "SELECT position, hash, recorded_at FROM event_store.head WHERE is_only FOR UPDATE";
    static final String MOVE =
            "UPDATE event_store.head SET position = ?, hash = ?, recorded_at = ? WHERE is_only";
    static final String READ =
            "SELECT position, hash, recorded_at FROM event_store.head WHERE is_only";

    /** The head as it is committed now. */
    public static Head read(Connection connection) throws SQLException {
        return read(connection, READ);
    }

    /** The head, which nobody else moves until the transaction ends. */
    public static Head lock(Connection connection) throws SQLException {
        return read(connection, LOCK);
    }

    private static Head read(Connection connection, String query) throws SQLException {
        try (var select = connection.prepareStatement(query);
                var rows = select.executeQuery()) {
            if (!rows.next()) {
                throw new IllegalStateException("the log has no head row");
            }
            return of(rows);
        }
    }

    static Head of(ResultSet row) throws SQLException {
        return new Head(
                row.getLong(1),
                row.getBytes(2),
                row.getObject(3, OffsetDateTime.class).toInstant());
    }
}
