package io.voc.tenancy.eventstore.log;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what happened to one tenant's configuration, by the index of those events alone, and tells
 * for which instant of the log that is the truth: each read is one statement, and so sees the head
 * and the events as one commit has left them.
 */
public final class ConfigurationEvents {

    private static final String COLUMNS =
            """
            SELECT position, event_id, tenant_id, aggregate_type, aggregate_id, sequence, type, revision,
                   happened_at, recorded_at, payload, metadata, hash
            FROM event_store.event
            """;

    /** As the index has it, word by word. */
    private static final String OF_TENANT = " WHERE tenant_id = ? AND type LIKE 'configuration.%' ";

    private static final String WITH_HEAD =
            """
            SELECT event.*, head.position AS as_of
            FROM event_store.head LEFT JOIN LATERAL (%s) AS event ON true WHERE head.is_only
            ORDER BY event.position
            """;
    private static final String NEWEST =
            WITH_HEAD.formatted(COLUMNS + OF_TENANT + "ORDER BY position DESC LIMIT 1");
    private static final String AFTER =
            WITH_HEAD.formatted(
                    COLUMNS + OF_TENANT + "AND position > ? ORDER BY position OFFSET ? LIMIT ?");

    private static final int AS_OF = 14;

    private ConfigurationEvents() {}

    /**
     * Events in their order.
     *
     * @param asOf the position up to which the log was read
     */
    public record Page(long asOf, List<StoredEvent> events) {}

    /** The newest event, if there is one. */
    public static Page newest(Connection connection, String tenantId) throws SQLException {
        return read(connection, NEWEST, tenantId, null);
    }

    /** The events after a position, less so many of the first, at most so many. */
    public static Page after(
            Connection connection, String tenantId, long position, long skipped, int limit)
            throws SQLException {
        return read(connection, AFTER, tenantId, new Stretch(position, skipped, limit));
    }

    private record Stretch(long after, long skipped, int limit) {}

    private static Page read(
            Connection connection, String query, String tenantId, @Nullable Stretch stretch)
            throws SQLException {
        try (var select = connection.prepareStatement(query)) {
            select.setString(1, tenantId);
            if (stretch != null) {
                select.setLong(2, stretch.after());
                select.setLong(3, stretch.skipped());
                select.setInt(4, stretch.limit());
            }
            try (var rows = select.executeQuery()) {
                var events = new ArrayList<StoredEvent>();
                long asOf = 0;
                while (rows.next()) {
                    asOf = rows.getLong(AS_OF);
                    if (rows.getLong(1) > 0) {
                        events.add(LogTable.event(rows));
                    }
                }
                return new Page(asOf, events);
            }
        }
    }
}
