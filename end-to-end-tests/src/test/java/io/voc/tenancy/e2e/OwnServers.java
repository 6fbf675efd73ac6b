package io.voc.tenancy.e2e;

import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.voc.tenancy.embedded.KafkaServer;
import io.voc.tenancy.embedded.PostgresServer;
import io.voc.tenancy.embedded.RedisServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** PostgreSQL, Redis and Kafka that a test can take away and bring back with their data. */
final class OwnServers implements AutoCloseable {

    private static final String PASSWORD = "outage";
    private static final Duration START = Duration.ofSeconds(60);
    private static final String LOG =
            """
            SELECT CASE tenant_id WHEN 'platform' THEN split_part(aggregate_id, ':', 2) ELSE tenant_id END, event_id
            FROM event_store.event ORDER BY position
            """;

    private final Path folder;
    private final int postgresPort = freePort();
    private final int redisPort = freePort();
    private final int kafkaPort = freePort();
    private PostgresServer postgres;
    private RedisServer redis;
    private KafkaServer kafka;

    OwnServers() throws IOException {
        folder = Files.createTempDirectory("tenant-manager-servers");
        postgres = startedPostgres();
        redis = startedRedis();
        kafka = startedKafka();
    }

    /** The variables that name them. */
    Map<String, String> environment() {
        return Map.of(
                "DATABASE_URL", postgres.databaseUrl(),
                "REDIS_URL", redis.url(),
                "KAFKA_BROKERS", brokers());
    }

    String brokers() {
        return "127.0.0.1:" + kafkaPort;
    }

    /** An event in the log, with what the lifecycle stream has as its key. */
    record Logged(String subject, String id) {}

    /** The whole log, in its order. */
    List<Logged> log() {
        var database = postgres.database();
        try (var connection =
                        DriverManager.getConnection(
                                database.jdbcUrl(), database.username(), database.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(LOG)) {
            var events = new ArrayList<Logged>();
            while (rows.next()) {
                events.add(new Logged(rows.getString(1), rows.getString(2)));
            }
            return events;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void withoutPostgres(Outage outage) throws Exception {
        postgres.close();
        try {
            outage.happens();
        } finally {
            postgres = startedPostgres();
        }
    }

    void withoutRedis(Outage outage) throws Exception {
        redis.close();
        try {
            outage.happens();
        } finally {
            redis = startedRedis();
        }
    }

    void withoutKafka(Outage outage) throws Exception {
        kafka.close();
        try {
            outage.happens();
        } finally {
            kafka = startedKafka();
        }
    }

    /** SIGKILL to PostgreSQL with all of its processes, and a start that recovers. */
    void crashPostgres() throws IOException {
        var pidFile = folder.resolve("postgres/cluster/postmaster.pid");
        var pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
        var server = ProcessHandle.of(pid).orElseThrow();
        var all = Stream.concat(Stream.of(server), server.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        server.onExit().join();
        postgres.close();
        await("until the last process is gone")
                .atMost(START)
                .ignoreExceptions()
                .until(() -> {
                    postgres = startedPostgres();
                    return true;
                });
    }

    /** Redis forgets everything. */
    void emptyRedis() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), redisPort)) {
            socket.getOutputStream()
                    .write(
                            "AUTH %s\r\nFLUSHALL\r\nQUIT\r\n"
                                    .formatted(PASSWORD)
                                    .getBytes(US_ASCII));
            var replies = new String(socket.getInputStream().readAllBytes(), US_ASCII);
            if (!replies.equals("+OK\r\n+OK\r\n+OK\r\n")) {
                throw new IOException("Redis answered " + replies);
            }
        }
    }

    /** What is done meanwhile. */
    interface Outage {
        void happens() throws Exception;
    }

    @Override
    public void close() {
        kafka.close();
        redis.close();
        postgres.close();
    }

    private PostgresServer startedPostgres() {
        return PostgresServer.start(folder.resolve("postgres"), postgresPort, PASSWORD);
    }

    private RedisServer startedRedis() {
        return RedisServer.start(folder.resolve("redis"), redisPort, PASSWORD);
    }

    private KafkaServer startedKafka() {
        return KafkaServer.start(folder.resolve("kafka"), kafkaPort);
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
