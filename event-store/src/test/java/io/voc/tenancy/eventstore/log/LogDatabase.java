package io.voc.tenancy.eventstore.log;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import io.voc.tenancy.embedded.PostgresDatabase;
import io.voc.tenancy.eventstore.Migrations;
import io.voc.tenancy.testing.SharedServers;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A database of its own with an empty log, and connections for as many nodes as a test wants. */
final class LogDatabase implements AutoCloseable {

    private final PostgresDatabase database = SharedServers.freshDatabase();
    private final List<HikariDataSource> pools = new ArrayList<>();

    LogDatabase() {
        Migrations.flyway("event-store", pool()).migrate();
    }

    /** The connections of one more node. */
    HikariDataSource pool() {
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

    PostgresDatabase database() {
        return database;
    }

    /** The whole log. */
    List<StoredEvent> events() {
        try (var connection = pools.getFirst().getConnection()) {
            return LogTable.readAfter(connection, 0, Integer.MAX_VALUE);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The single value of a query. */
    long number(String query) {
        try (var connection = pools.getFirst().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        pools.forEach(HikariDataSource::close);
    }
}
