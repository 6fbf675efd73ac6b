package io.voc.tenancy.query.configuration;

import io.voc.tenancy.contracts.configuration.ConfigurationEvent;
import io.voc.tenancy.contracts.configuration.ConfigurationView;
import io.voc.tenancy.eventstore.log.ConfigurationEvents;
import io.voc.tenancy.eventstore.log.EventCodec;
import io.voc.tenancy.query.PrimaryReads;

import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.springframework.stereotype.Component;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

import javax.sql.DataSource;

/**
 * The versions of a tenant's configuration as the log has them, which is true at once: each of its
 * events holds a whole document.
 */
@Component
class ConfigurationHistory {

    private final DataSource database;
    private final EventCodec codec;
    private final PrimaryReads reads;

    ConfigurationHistory(DataSource database, EventCodec codec, PrimaryReads reads) {
        this.database = database;
        this.codec = codec;
        this.reads = reads;
    }

    /** A version, and where the log has it. */
    record Version(long position, ConfigurationView view) {}

    /**
     * Versions in their order.
     *
     * @param asOf the position up to which the log was read
     */
    record Versions(long asOf, List<Version> list) {}

    /** The current version; none before the first. */
    Versions newest(String tenantId) {
        return read(connection -> ConfigurationEvents.newest(connection, tenantId));
    }

    /** The versions above one, at most so many. */
    Versions above(String tenantId, long version, int limit) {
        return read(
                connection -> ConfigurationEvents.after(connection, tenantId, 0, version, limit));
    }

    /** The versions that the log has after a position, at most so many. */
    Versions after(String tenantId, long position, int limit) {
        return read(
                connection -> ConfigurationEvents.after(connection, tenantId, position, 0, limit));
    }

    private interface Reading {
        ConfigurationEvents.Page from(Connection connection) throws SQLException;
    }

    private Versions read(Reading reading) {
        var page = reads.inTurn(() -> page(reading));
        return new Versions(
                page.asOf(), codec.decode(page.events()).flatMap(this::version).toList());
    }

    private ConfigurationEvents.Page page(Reading reading) {
        try (var connection = database.getConnection()) {
            return reading.from(connection);
        } catch (SQLException e) {
            throw new EventStoreException(
                    "the log can't be read (SQL state " + e.getSQLState() + ")", e);
        }
    }

    private Stream<Version> version(TrackedEventMessage<?> message) {
        return message.getPayload() instanceof ConfigurationEvent event
                ? Stream.of(
                        new Version(
                                message.trackingToken().position().orElseThrow(),
                                ConfigurationView.after(event, message.getTimestamp())))
                : Stream.empty();
    }
}
