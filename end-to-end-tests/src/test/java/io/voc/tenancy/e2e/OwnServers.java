package io.voc.tenancy.e2e;

import io.voc.tenancy.embedded.KafkaServer;
import io.voc.tenancy.embedded.PostgresServer;
import io.voc.tenancy.embedded.RedisServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** PostgreSQL, Redis and Kafka that a test can take away and bring back with their data. */
final class OwnServers implements AutoCloseable {

    private static final String PASSWORD = "outage";

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
