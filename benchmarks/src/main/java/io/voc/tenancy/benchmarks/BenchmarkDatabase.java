package io.voc.tenancy.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import io.voc.tenancy.embedded.PostgresDatabase;
import io.voc.tenancy.embedded.PostgresServer;

import org.flywaydb.core.Flyway;
import org.springframework.util.FileSystemUtils;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/** The one durable PostgreSQL of a run, with a database for each part, and nothing left of it. */
final class BenchmarkDatabase implements AutoCloseable {

    private static final Path BUILD_FOLDER = Path.of("target");

    private final Path folder;
    private final PostgresServer server;
    private final Thread onInterrupt = new Thread(this::remove);

    private BenchmarkDatabase(Path folder) {
        this.folder = folder;
        this.server = PostgresServer.start(folder.resolve("postgres"), 0, "benchmarks");
        Runtime.getRuntime().addShutdownHook(onInterrupt);
    }

    /** Starts the server with its data on the disk of the build folder. */
    static BenchmarkDatabase start() throws IOException {
        return new BenchmarkDatabase(
                Files.createTempDirectory(Files.createDirectories(BUILD_FOLDER), "benchmark-"));
    }

    /** An empty database, gone when closed. */
    Part part(String name) {
        return new Part(server.database(name));
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(onInterrupt);
        remove();
    }

    private void remove() {
        server.close();
        FileSystemUtils.deleteRecursively(folder.toFile());
    }

    /** A database of its own for one part of a benchmark. */
    final class Part implements AutoCloseable {

        private final PostgresDatabase database;

        private Part(PostgresDatabase database) {
            this.database = database;
        }

        PostgresDatabase database() {
            return database;
        }

        /** A pool that opens all its connections at once. */
        HikariDataSource connections(int count) {
            var config = new HikariConfig();
            config.setJdbcUrl(database.jdbcUrl());
            config.setUsername(database.username());
            config.setPassword(database.password());
            config.setMaximumPoolSize(count);
            return new HikariDataSource(config);
        }

        /** Lays out the event store as in production. */
        void migrate() {
            Flyway.configure()
                    .dataSource(database.jdbcUrl(), database.username(), database.password())
                    .locations("classpath:db/migration/event-store")
                    .table("schema_history_event_store") // in which processes look
                    .load()
                    .migrate();
        }

        void execute(String sql) throws SQLException {
            execute(database, sql);
        }

        /** Dropping it also writes a checkpoint, so that each part starts from the same place. */
        @Override
        public void close() throws SQLException {
            execute(
                    server.asSuperuser("postgres"),
                    "DROP DATABASE " + database.name() + " WITH (FORCE)");
        }

        private static void execute(PostgresDatabase database, String sql) throws SQLException {
            try (var connection =
                            DriverManager.getConnection(
                                    database.jdbcUrl(), database.username(), database.password());
                    var statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }
}
