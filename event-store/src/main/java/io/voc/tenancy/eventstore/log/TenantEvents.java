package io.voc.tenancy.eventstore.log;

import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.event.EventCatalogue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads what happened to one tenant up to a position of the log, by the index of its events. */
public final class TenantEvents {

    private static final String COLUMNS =
            """
            SELECT position, event_id, tenant_id, aggregate_type, aggregate_id, sequence, type, revision,
                   happened_at, recorded_at, payload, metadata, hash
            FROM event_store.event
            """;
    private static final String BETWEEN =
            COLUMNS
                    + """
                    WHERE tenant_id = ? AND position > ? AND position <= ? AND type = ANY (?)
                    ORDER BY position LIMIT ?
                    """;

    /** As the index of configurations has it, word by word. */
    private static final String CONFIGURATION_AT =
            COLUMNS
                    + """
                    WHERE tenant_id = ? AND type LIKE 'configuration.%' AND position <= ?
                    ORDER BY position DESC LIMIT 1
                    """;

    private TenantEvents() {}

    /**
     * A stretch of a tenant's history.
     *
     * @param after the position before its first
     * @param upTo the position of its last
     * @param types which events, by their stored names
     */
    public record Stretch(String tenantId, long after, long upTo, List<String> types) {

        /** All from the beginning on. */
        public static Stretch upTo(
                long position, String tenantId, Collection<Class<? extends DomainEvent>> events) {
            return new Stretch(
                    tenantId,
                    0,
                    position,
                    events.stream().map(event -> EventCatalogue.typeOf(event).name()).toList());
        }

        /** What is left of it after a position. */
        public Stretch from(long position) {
            return new Stretch(tenantId, position, upTo, types);
        }
    }

    /** The first events of a stretch, at most so many. */
    public static List<StoredEvent> of(Connection connection, Stretch stretch, int limit)
            throws SQLException {
        try (var select = connection.prepareStatement(BETWEEN)) {
            select.setString(1, stretch.tenantId());
            select.setLong(2, stretch.after());
            select.setLong(3, stretch.upTo());
            select.setArray(4, connection.createArrayOf("text", stretch.types().toArray()));
            select.setInt(5, limit);
            try (var rows = select.executeQuery()) {
                var events = new ArrayList<StoredEvent>();
                while (rows.next()) {
                    events.add(LogTable.event(rows));
                }
                return events;
            }
        }
    }

    /** The event that made the configuration which was current at a position, if there was one. */
    public static Optional<StoredEvent> configurationAt(
            Connection connection, String tenantId, long position) throws SQLException {
        try (var select = connection.prepareStatement(CONFIGURATION_AT)) {
            select.setString(1, tenantId);
            select.setLong(2, position);
            try (var rows = select.executeQuery()) {
                return rows.next() ? Optional.of(LogTable.event(rows)) : Optional.empty();
            }
        }
    }
}
