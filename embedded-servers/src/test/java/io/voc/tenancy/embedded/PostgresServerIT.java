package io.voc.tenancy.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

class PostgresServerIT {

    private static final String PASSWORD = OtherProcess.PASSWORD;

    @TempDir Path directory;

    @Test
    void data_survive_a_restart_with_another_password_and_port() throws SQLException {
        try (var server = PostgresServer.start(directory, 0, PASSWORD)) {
            execute(server.database(), "CREATE TABLE t AS SELECT 42 AS answer");
        }
        try (var server = PostgresServer.start(directory, 0, "another")) {
            assertThat(ask(server.database(), "SELECT answer FROM t")).isEqualTo("42");
            assertThat(server.databaseUrl())
                    .isEqualTo(
                            "postgres://tenant_manager:another@127.0.0.1:%d/tenant_manager"
                                    .formatted(server.port()));
            var oldPassword =
                    new PostgresDatabase(
                            "127.0.0.1",
                            server.port(),
                            "tenant_manager",
                            "tenant_manager",
                            PASSWORD);
            assertThatThrownBy(() -> ask(oldPassword, "SELECT 1"))
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void a_commit_is_on_disk_before_it_is_acknowledged() throws SQLException {
        try (var server = PostgresServer.start(directory, 0, PASSWORD)) {
            assertThat(ask(server.database(), "SHOW fsync")).isEqualTo("on");
            assertThat(ask(server.database(), "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(ask(server.database(), "SHOW full_page_writes")).isEqualTo("on");
        }
    }

    @Test
    void further_databases_belong_to_the_same_role_which_is_no_superuser() throws SQLException {
        try (var server = PostgresServer.start(directory, 0, PASSWORD)) {
            var second = server.database("second");
            execute(second, "CREATE TABLE t (id int)");
            assertThat(server.database("second")).isEqualTo(second);
            assertThat(ask(second, "SHOW is_superuser")).isEqualTo("off");
        }
    }

    @Test
    void an_orphan_of_the_last_run_is_stopped() throws IOException, SQLException {
        var other = OtherProcess.running("postgres", directory);
        var orphan = other.awaitStart();
        execute(
                new PostgresDatabase(
                        "127.0.0.1", orphan.port(), "tenant_manager", "tenant_manager", PASSWORD),
                "CREATE TABLE t AS SELECT 42 AS answer");
        other.kill();
        assertThat(orphan.server().isAlive()).isTrue();
        try (var server = PostgresServer.start(directory, orphan.port(), PASSWORD)) {
            assertThat(orphan.server().isAlive()).isFalse();
            assertThat(ask(server.database(), "SELECT answer FROM t")).isEqualTo("42");
        }
    }

    @Test
    void a_server_killed_with_its_owner_recovers() throws IOException, SQLException {
        var other = OtherProcess.running("postgres", directory);
        var started = other.awaitStart();
        other.kill();
        started.server().destroyForcibly();
        started.server().onExit().join();
        assertThat(directory.resolve("cluster/postmaster.pid")).exists();
        try (var server = PostgresServer.start(directory, started.port(), PASSWORD)) {
            assertThat(ask(server.database(), "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void a_process_that_only_got_the_pid_of_the_last_run_is_left_alone() throws IOException {
        PostgresServer.start(directory, 0, PASSWORD).close();
        var stranger = new ProcessBuilder("cat").start();
        var pidFile = directory.resolve("cluster/postmaster.pid");
        Files.writeString(pidFile, stranger.pid() + "\n" + directory.resolve("cluster") + "\n");
        try (var server = PostgresServer.start(directory, 0, PASSWORD)) {
            assertThat(server.port()).isPositive();
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void a_port_in_use_is_told_before_anything_is_started() throws IOException {
        try (var taken = new ServerSocket(0, 1, Ports.address())) {
            var port = taken.getLocalPort();
            assertThatThrownBy(() -> PostgresServer.start(directory, port, PASSWORD))
                    .isInstanceOf(PortInUseException.class)
                    .hasMessage("port %d for PostgreSQL is already in use", port);
            assertThat(directory.resolve("cluster")).doesNotExist();
        }
    }

    @Test
    void a_start_that_fails_lets_go_of_the_folder_and_tells_why() throws IOException {
        Files.createDirectories(directory.resolve("cluster"));
        assertThatThrownBy(() -> PostgresServer.start(directory, 0, PASSWORD))
                .rootCause()
                .hasMessageContaining("PostgreSQL ended while starting");
        Files.delete(directory.resolve("cluster"));
        PostgresServer.start(directory, 0, PASSWORD).close();
    }

    private static void execute(PostgresDatabase database, String sql) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                database.jdbcUrl(), database.username(), database.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(PostgresDatabase database, String sql) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                database.jdbcUrl(), database.username(), database.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
