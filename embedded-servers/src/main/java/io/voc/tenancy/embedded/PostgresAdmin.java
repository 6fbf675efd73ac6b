package io.voc.tenancy.embedded;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The superuser's few statements: roles and databases, created where missing. */
record PostgresAdmin(PostgresDatabase maintenance) {

    static final String SUPERUSER = "postgres";

    void ensureRole(String role, String password) throws IOException {
        run(statement -> {
            var verb = exists(statement, "pg_roles WHERE rolname", role) ? "ALTER" : "CREATE";
            statement.execute(
                    "%s ROLE %s LOGIN PASSWORD %s"
                            .formatted(
                                    verb,
                                    statement.enquoteIdentifier(role, true),
                                    statement.enquoteLiteral(password)));
        });
    }

    void ensureDatabase(String database, String owner) throws IOException {
        run(statement -> {
            if (!exists(statement, "pg_database WHERE datname", database)) {
                statement.execute(
                        "CREATE DATABASE %s OWNER %s"
                                .formatted(
                                        statement.enquoteIdentifier(database, true),
                                        statement.enquoteIdentifier(owner, true)));
            }
        });
    }

    private static boolean exists(Statement statement, String where, String name)
            throws SQLException {
        try (var found =
                statement.executeQuery(
                        "SELECT FROM %s = %s".formatted(where, statement.enquoteLiteral(name)))) {
            return found.next();
        }
    }

    private interface Work {
        void with(Statement statement) throws SQLException;
    }

    private void run(Work work) throws IOException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            work.with(statement);
        } catch (SQLException failure) {
            throw new IOException("PostgreSQL refused to prepare a database", failure);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                maintenance.jdbcUrl(), maintenance.username(), maintenance.password());
    }
}
