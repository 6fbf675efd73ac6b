package io.voc.tenancy.e2e;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The embedded PostgreSQL of an installation, as one sees it who has its password. */
final class Database {

    static final String USER = "tenant_manager";

    private final Standalone installation;

    Database(Standalone installation) {
        this.installation = installation;
    }

    /** The first column of what is found. */
    List<String> texts(String sql, Object... parameters) {
        try (var connection = connect();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            var texts = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    texts.add(String.valueOf(rows.getString(1)));
                }
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    long number(String sql, Object... parameters) {
        return Long.parseLong(texts(sql, parameters).getFirst());
    }

    void execute(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Keeps everyone from appending to the log, until it is closed. */
    Connection stoppedLog() throws SQLException {
        var connection = connect();
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("SELECT 1 FROM event_store.head FOR UPDATE");
        }
        return connection;
    }

    /** Returns once so many wait for a lock. */
    void awaitWaiting(int count) {
        await().until(() ->
                number("SELECT count(*) FROM pg_stat_activity" + " WHERE wait_event_type = 'Lock'")
                        >= count);
    }

    String port() {
        return installation.environment("EMBEDDED_POSTGRES_PORT");
    }

    /** Made by the installation for itself. */
    String password() {
        return Standalone.read(installation.folder().resolve("data/secrets/database-password"))
                .strip();
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port() + "/tenant_manager", USER, password());
    }
}
