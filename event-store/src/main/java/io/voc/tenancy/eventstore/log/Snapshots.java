package io.voc.tenancy.eventstore.log;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;

import io.voc.tenancy.eventstore.secrecy.DataKeys;
import io.voc.tenancy.eventstore.secrecy.NoDataKeyException;
import io.voc.tenancy.eventstore.secrecy.SecretsInClear;
import io.voc.tenancy.eventstore.sql.Timestamps;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

import javax.sql.DataSource;

/**
 * The newest snapshot of each aggregate, sealed with its tenant's data key. A snapshot is only a
 * short cut: one that can't be read any more is as good as none.
 */
public final class Snapshots {

    private static final Logger log = LoggerFactory.getLogger(Snapshots.class);

    /** Holds the tenant's key, so that a purge that destroys it finds the snapshot. */
    private static final String STORE =
            """
            INSERT INTO event_store.snapshot (aggregate_id, tenant_id, aggregate_type, sequence, event_id, type,
                                              happened_at, payload)
            SELECT ?, tenant_id, ?, ?, ?, ?, ?, ?
            FROM command.data_key WHERE tenant_id = ? AND wrapped IS NOT NULL FOR SHARE
            ON CONFLICT (aggregate_id) DO UPDATE SET
                sequence = excluded.sequence, event_id = excluded.event_id, type = excluded.type,
                happened_at = excluded.happened_at, payload = excluded.payload
            WHERE event_store.snapshot.sequence < excluded.sequence
            """;

    private static final String NO_WAIT_FOR_DISK = "SET LOCAL synchronous_commit = off";
    private static final String TENANT =
            "SELECT tenant_id FROM event_store.event WHERE aggregate_id = ? LIMIT 1";
    private static final String READ =
            """
            SELECT tenant_id, aggregate_type, sequence, event_id, type, happened_at, payload
            FROM event_store.snapshot WHERE aggregate_id = ?
            """;

    private final DataSource database;
    private final DataKeys dataKeys;
    private final JsonMapper json =
            JsonMapper.builder()
                    .addModule(new SecretsInClear())
                    .changeDefaultVisibility(checker ->
                            checker.withVisibility(PropertyAccessor.ALL, Visibility.NONE)
                                    .withVisibility(PropertyAccessor.FIELD, Visibility.ANY)
                                    .withVisibility(PropertyAccessor.CREATOR, Visibility.ANY))
                    .build();

    public Snapshots(DataSource database, DataKeys dataKeys) {
        this.database = database;
        this.dataKeys = dataKeys;
    }

    /** Keeps a snapshot, unless a newer one is there or its tenant is purged. */
    void store(DomainEventMessage<?> snapshot) {
        try (var connection = database.getConnection()) {
            var tenantId = tenant(connection, snapshot.getAggregateIdentifier());
            if (tenantId != null) {
                store(connection, snapshot, tenantId);
            }
        } catch (NoDataKeyException e) {
            log.debug("no snapshot of {}: {}", snapshot.getAggregateIdentifier(), e.getMessage());
        } catch (SQLException e) {
            throw new EventStoreException(
                    "a snapshot can't be stored (SQL state " + e.getSQLState() + ")", e);
        }
    }

    /** Without waiting for the disk: one that is lost in a crash is made again. */
    private void store(Connection connection, DomainEventMessage<?> snapshot, String tenantId)
            throws SQLException {
        var aggregateId = snapshot.getAggregateIdentifier();
        var sealed =
                dataKeys.seal(
                        tenantId,
                        context(aggregateId),
                        json.writeValueAsBytes(snapshot.getPayload()));
        connection.setAutoCommit(false);
        try (var setting = connection.createStatement();
                var insert = connection.prepareStatement(STORE)) {
            setting.execute(NO_WAIT_FOR_DISK);
            insert.setString(1, aggregateId);
            insert.setString(2, snapshot.getType());
            insert.setLong(3, snapshot.getSequenceNumber());
            insert.setObject(4, UUID.fromString(snapshot.getIdentifier()));
            insert.setString(5, snapshot.getPayloadType().getName());
            insert.setObject(6, Timestamps.utc(snapshot.getTimestamp()));
            insert.setBytes(7, sealed);
            insert.setString(8, tenantId);
            insert.executeUpdate();
            connection.commit();
        }
    }

    /** The aggregate's snapshot, if there is one that can be read. */
    Optional<DomainEventMessage<?>> read(String aggregateId) {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(READ)) {
            select.setString(1, aggregateId);
            try (var row = select.executeQuery()) {
                return row.next() ? decoded(row, aggregateId) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new EventStoreException(
                    "a snapshot can't be read (SQL state " + e.getSQLState() + ")", e);
        }
    }

    private Optional<DomainEventMessage<?>> decoded(ResultSet row, String aggregateId)
            throws SQLException {
        var plain = dataKeys.open(row.getString(1), context(aggregateId), row.getBytes(7));
        if (plain.isEmpty()) {
            return Optional.empty();
        }
        try {
            Object aggregate = json.readValue(plain.get(), Class.forName(row.getString(5)));
            var happenedAt = row.getObject(6, OffsetDateTime.class).toInstant();
            return Optional.of(
                    new GenericDomainEventMessage<>(
                            row.getString(2),
                            aggregateId,
                            row.getLong(3),
                            new GenericMessage<>(
                                    row.getString(4), aggregate, MetaData.emptyInstance()),
                            happenedAt));
        } catch (JacksonException | ClassNotFoundException e) {
            log.warn(
                    "the snapshot of {} is of another release and is not used ({})",
                    aggregateId,
                    e.getClass());
            return Optional.empty();
        }
    }

    private static @Nullable String tenant(Connection connection, String aggregateId)
            throws SQLException {
        try (var select = connection.prepareStatement(TENANT)) {
            select.setString(1, aggregateId);
            try (var row = select.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    private static String context(String aggregateId) {
        return "snapshot|" + aggregateId;
    }
}
