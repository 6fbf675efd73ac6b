package io.voc.tenancy.eventstore;

import static java.util.Objects.requireNonNull;
import static java.util.function.UnaryOperator.identity;
import static java.util.stream.Collectors.toMap;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.event.EventCatalogue;
import io.voc.tenancy.embedded.PostgresDatabase;
import io.voc.tenancy.eventstore.log.HashChain;
import io.voc.tenancy.eventstore.log.Head;
import io.voc.tenancy.eventstore.log.LogTable;
import io.voc.tenancy.eventstore.log.NewEvent;
import io.voc.tenancy.eventstore.log.StoredEvent;
import io.voc.tenancy.eventstore.sql.Timestamps;
import io.voc.tenancy.testing.SharedServers;

import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.sql.DataSource;

/**
 * A log in a fresh database, with connections for as many nodes as a test wants; written by plain
 * JDBC so that tests of reading need no appender.
 */
public final class TestLog implements AutoCloseable {

    private static final String INSERT =
            """
            INSERT INTO event_store.event (position, event_id, tenant_id, aggregate_type, aggregate_id, sequence, type,
                                           revision, happened_at, recorded_at, payload, metadata, hash)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String MOVE_HEAD =
            "UPDATE event_store.head SET position = ?, hash = ?, recorded_at = ?";
    private static final byte[] METADATA =
            "{\"traceId\":\"0123456789abcdef0123456789abcdef\",\"actor\":\"operator\"}"
                    .getBytes(StandardCharsets.UTF_8);

    private final PostgresDatabase database = SharedServers.freshDatabase();
    private final DataSource dataSource = dataSource(database);
    private final List<HikariDataSource> pools = new ArrayList<>();
    private final JsonMapper json = JsonMapper.builder().build();
    private final Map<String, Class<?>> events =
            EventCatalogue.events()
                    .collect(toMap(event -> EventCatalogue.typeOf(event).name(), identity()));
    private final Map<String, Long> sequences = new HashMap<>();

    public TestLog() {
        this("latest");
    }

    /** A log in a database as a version of the schema left it. */
    public TestLog(String version) {
        Flyway.configure()
                .configuration(Migrations.flyway("event-store", dataSource).getConfiguration())
                .target(version)
                .load()
                .migrate();
    }

    /** The database as the application's role. */
    public DataSource dataSource() {
        return dataSource;
    }

    public PostgresDatabase database() {
        return database;
    }

    /** The connections of one more node. */
    public HikariDataSource pool() {
        var config = new HikariConfig();
        config.setJdbcUrl(database.jdbcUrl());
        config.setUsername(database.username());
        config.setPassword(database.password());
        config.setMaximumPoolSize(8);
        config.setConnectionTimeout(5_000);
        var pool = new HikariDataSource(config);
        pools.add(pool);
        return pool;
    }

    /** Appends at a time. */
    public void append(Instant recordedAt, List<? extends DomainEvent> events) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            var head = Head.lock(connection);
            var chain = new HashChain();
            try (var insert = connection.prepareStatement(INSERT)) {
                for (var event : events) {
                    var stored = event(event, next(event.aggregateId()), recordedAt);
                    var position = head.position() + 1;
                    var hash = chain.hash(head.hash(), position, recordedAt, stored);
                    head = new Head(position, hash, recordedAt);
                    bind(insert, head, stored);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            moveHead(connection, head);
            connection.commit();
        }
    }

    /** Appends one by one, a second apart. */
    public void append(DomainEvent... events) throws SQLException {
        for (var event : events) {
            append(head().recordedAt().plusSeconds(1), List.of(event));
        }
    }

    public Head head() throws SQLException {
        try (var connection = dataSource.getConnection()) {
            return Head.read(connection);
        }
    }

    /** The whole log. */
    public List<StoredEvent> events() throws SQLException {
        try (var connection = dataSource.getConnection()) {
            return LogTable.readAfter(connection, 0, Integer.MAX_VALUE);
        }
    }

    /** An event as an appender takes it. */
    public NewEvent event(DomainEvent event, long sequence) {
        return event(event, sequence, Instant.EPOCH);
    }

    /** The event in the form of its stored one. */
    public DomainEvent decode(StoredEvent event) {
        return (DomainEvent)
                json.readValue(event.payload(), requireNonNull(events.get(event.type())));
    }

    /** The first column of what a query finds. */
    public List<String> strings(String query) throws SQLException {
        var values = new ArrayList<String>();
        try (var connection = dataSource().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    /** The single value of a query. */
    public long number(String query) {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Does what only a superuser can do, who also switches triggers off. */
    public void tamper(String... statements) throws SQLException {
        try (var connection = dataSource(SharedServers.superuser(database)).getConnection();
                var statement = connection.createStatement()) {
            statement.execute("SET session_replication_role = replica");
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Override
    public void close() {
        pools.forEach(HikariDataSource::close);
    }

    private long next(String aggregateId) {
        return sequences.merge(aggregateId, 0L, (sequence, _) -> sequence + 1);
    }

    private NewEvent event(DomainEvent event, long sequence, Instant happenedAt) {
        var type = EventCatalogue.typeOf(event.getClass());
        return new NewEvent(
                UUID.randomUUID(),
                event.tenantId(),
                "Tenant",
                event.aggregateId(),
                sequence,
                type.name(),
                type.revision(),
                happenedAt,
                json.writeValueAsBytes(event),
                METADATA);
    }

    private static void bind(PreparedStatement insert, Head place, NewEvent event)
            throws SQLException {
        insert.setLong(1, place.position());
        insert.setObject(2, event.eventId());
        insert.setString(3, event.tenantId());
        insert.setString(4, event.aggregateType());
        insert.setString(5, event.aggregateId());
        insert.setLong(6, event.sequence());
        insert.setString(7, event.type());
        insert.setInt(8, event.revision());
        insert.setObject(9, Timestamps.utc(event.happenedAt()));
        insert.setObject(10, Timestamps.utc(place.recordedAt()));
        insert.setBytes(11, event.payload());
        insert.setBytes(12, event.metadata());
        insert.setBytes(13, place.hash());
    }

    private static void moveHead(Connection connection, Head head) throws SQLException {
        try (var update = connection.prepareStatement(MOVE_HEAD)) {
            update.setLong(1, head.position());
            update.setBytes(2, head.hash());
            update.setObject(3, Timestamps.utc(head.recordedAt()));
            update.executeUpdate();
        }
    }

    private static DataSource dataSource(PostgresDatabase database) {
        var dataSource = new PGSimpleDataSource();
        dataSource.setUrl(database.jdbcUrl());
        dataSource.setReWriteBatchedInserts(true);
        dataSource.setUser(database.username());
        dataSource.setPassword(database.password());
        return dataSource;
    }
}
