package io.voc.tenancy.eventstore.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;

import io.voc.tenancy.embedded.PostgresServer;
import io.voc.tenancy.eventstore.Migrations;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * Kills the writing process, then PostgreSQL, again and again, and holds the log against a ledger
 * outside of both.
 */
class CrashIT {

    private static final String PASSWORD = "a-password-for-crashes";
    private static final int FETCH = 10_000;
    private static final int ROUNDS = Endurance.choose(20, 200);

    private final Set<String> stored = new HashSet<>();
    private final Set<String> refused = new HashSet<>();
    private final List<String> ids = new ArrayList<>();
    private byte[] hash = HashChain.beginning();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @Test
    void nothing_acknowledged_is_lost_or_doubled_and_nothing_refused_is_there() throws Exception {
        var server = PostgresServer.start(folder, 0, PASSWORD);
        migrate(server);
        for (int round = 0; round < ROUNDS; round++) {
            try (var writer = writer(server)) {
                letItWrite(writer);
                if (round % 2 == 0) {
                    note(writer.killAndRead());
                } else {
                    killPostgres();
                    server.close();
                    server = PostgresServer.start(folder, 0, PASSWORD);
                    note(writer.killAndRead());
                }
            }
            check(server);
        }
        checkFromTheBeginning(server);
        server.close();
        assertThat(stored).hasSizeGreaterThan(ROUNDS * 100);
        assertThat(refused).isNotEmpty();
    }

    private ChildJvm writer(PostgresServer server) throws IOException {
        var database = server.database();
        return new ChildJvm(
                CrashWriter.class, database.jdbcUrl(), database.username(), database.password());
    }

    /** Until it has stored something, and then a moment that is another each time. */
    private static void letItWrite(ChildJvm writer) {
        int enough = ThreadLocalRandom.current().nextInt(200, 3_000);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> writer.lines().size() > enough);
    }

    private void note(List<String> lines) {
        for (var line : lines) {
            var words = line.split(" ", 2);
            switch (words[0]) {
                case "stored" -> stored.add(words[1]);
                case "refused" -> refused.add(words[1]);
                case "ready", "unknown" -> {}
                default -> throw new AssertionError(line);
            }
        }
    }

    private void killPostgres() throws IOException {
        var pid =
                Long.parseLong(
                        Files.readAllLines(folder.resolve("cluster/postmaster.pid")).getFirst());
        var postmaster = ProcessHandle.of(pid).orElseThrow();
        Stream.concat(Stream.of(postmaster), postmaster.descendants())
                .forEach(ProcessHandle::destroyForcibly);
        postmaster.onExit().join();
    }

    /**
     * Reads on from where the round before ended, as reading all of it each time takes for ever.
     */
    private void check(PostgresServer server) throws SQLException {
        try (var pool = pool(server);
                var connection = pool.getConnection()) {
            var chain = new HashChain();
            for (var events = LogTable.readAfter(connection, ids.size(), FETCH);
                    !events.isEmpty();
                    events = LogTable.readAfter(connection, ids.size(), FETCH)) {
                for (var event : events) {
                    ids.add(event.aggregateId());
                    hash = chain.hash(hash, event);
                    assertThat(event.position()).isEqualTo(ids.size());
                    assertThat(event.hash()).isEqualTo(hash);
                }
            }
            assertThat(Head.read(connection).position()).isEqualTo(ids.size());
            var inTheLog = new HashSet<>(ids);
            assertThat(ids).as("none is there twice").hasSize(inTheLog.size());
            assertThat(inTheLog.containsAll(stored)).as("none acknowledged is missing").isTrue();
            assertThat(refused).as("none refused is there").noneMatch(inTheLog::contains);
        }
    }

    private void checkFromTheBeginning(PostgresServer server) throws SQLException {
        ids.clear();
        hash = HashChain.beginning();
        check(server);
    }

    private static void migrate(PostgresServer server) {
        try (var pool = pool(server)) {
            Migrations.flyway("event-store", pool).migrate();
        }
    }

    private static HikariDataSource pool(PostgresServer server) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(server.database().jdbcUrl());
        pool.setUsername(server.database().username());
        pool.setPassword(server.database().password());
        pool.setMaximumPoolSize(2);
        return pool;
    }
}
