package io.voc.tenancy.eventstore.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Finds a place in the log by the time of recording, which never runs backwards along it. */
public final class LogTimes {

    /** Halves the log until one position is left: as many rows as its length has binary digits. */
    private static final String LAST_AT =
            """
            WITH RECURSIVE span (low, high) AS (
                SELECT 0::bigint, position FROM event_store.head WHERE is_only
                UNION ALL
                SELECT CASE WHEN event.recorded_at <= ? THEN event.position ELSE low END,
                       CASE WHEN event.recorded_at <= ? THEN high ELSE event.position - 1 END
                FROM span
                JOIN event_store.event AS event ON event.position = low + (high - low + 1) / 2
                WHERE low < high
            )
            SELECT low FROM span WHERE low = high
            """;

    private LogTimes() {}

    /**
     * The position of the last event that was recorded at a time or before; 0 when none was.
     *
     * @param time of any precision; what was recorded at that very time counts as there
     */
    public static long lastAt(Connection connection, Instant time) throws SQLException {
        try (var select = connection.prepareStatement(LAST_AT)) {
            var sought = OffsetDateTime.ofInstant(time, ZoneOffset.UTC);
            select.setObject(1, sought);
            select.setObject(2, sought);
            try (var row = select.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("the log has a gap or no head row");
                }
                return row.getLong(1);
            }
        }
    }
}
