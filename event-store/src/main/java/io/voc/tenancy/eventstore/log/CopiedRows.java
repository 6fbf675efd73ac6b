package io.voc.tenancy.eventstore.log;

import org.postgresql.PGConnection;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A range of the log as PostgreSQL's binary COPY sends it, several times quicker than the rows of a
 * query: one message for each row, a header before the first one and an end mark after the last.
 */
record CopiedRows(List<byte[]> messages, long bytes) {

    private static final int SIGNATURE_AND_FLAGS = 15;
    private static final int END_MARK = -1;
    private static final long SECONDS_TO_2000 = 946_684_800;
    private static final long MICROS = 1_000_000;
    private static final long NANOS_OF_MICRO = 1_000;

    static CopiedRows read(Connection connection, long after, long upTo) throws SQLException {
        var range =
                """
                COPY (SELECT position, event_id, tenant_id, aggregate_type, aggregate_id, sequence, type, revision,
                             happened_at, recorded_at, payload, metadata, hash
                      FROM event_store.event WHERE position > %d AND position <= %d ORDER BY position)
                TO STDOUT (FORMAT binary)
                """
                        .formatted(after, upTo);
        var messages = new ArrayList<byte[]>();
        var bytes = 0L;
        var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(range);
        for (var message = copy.readFromCopy(); message != null; message = copy.readFromCopy()) {
            messages.add(message);
            bytes += message.length;
        }
        return new CopiedRows(messages, bytes);
    }

    List<StoredEvent> events() {
        var events = new ArrayList<StoredEvent>(messages.size());
        for (var i = 0; i < messages.size(); i++) {
            var message = ByteBuffer.wrap(messages.get(i));
            if (i == 0) {
                skip(message, SIGNATURE_AND_FLAGS);
                skip(message, message.getInt());
            }
            if (message.hasRemaining() && message.getShort() != END_MARK) {
                events.add(event(message));
            }
        }
        return events;
    }

    private static StoredEvent event(ByteBuffer row) {
        return new StoredEvent(
                bigint(row),
                uuid(row),
                text(row),
                text(row),
                text(row),
                bigint(row),
                text(row),
                integer(row),
                instant(row),
                instant(row),
                bytes(row),
                bytes(row),
                bytes(row));
    }

    /** Each value has its length before it. */
    private static byte[] bytes(ByteBuffer row) {
        var bytes = new byte[row.getInt()];
        row.get(bytes);
        return bytes;
    }

    private static String text(ByteBuffer row) {
        return new String(bytes(row), StandardCharsets.UTF_8);
    }

    private static long bigint(ByteBuffer row) {
        skip(row, Integer.BYTES);
        return row.getLong();
    }

    private static int integer(ByteBuffer row) {
        skip(row, Integer.BYTES);
        return row.getInt();
    }

    private static UUID uuid(ByteBuffer row) {
        skip(row, Integer.BYTES);
        return new UUID(row.getLong(), row.getLong());
    }

    private static Instant instant(ByteBuffer row) {
        var micros = bigint(row);
        return Instant.ofEpochSecond(
                SECONDS_TO_2000 + Math.floorDiv(micros, MICROS),
                Math.floorMod(micros, MICROS) * NANOS_OF_MICRO);
    }

    private static void skip(ByteBuffer row, int bytes) {
        row.position(row.position() + bytes);
    }
}
