package io.voc.tenancy.standalone;

import io.voc.tenancy.embedded.KafkaServer;
import io.voc.tenancy.embedded.PostgresServer;
import io.voc.tenancy.embedded.RedisServer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The servers that this process runs itself: each one whose variable is not set. */
final class EmbeddedServers implements AutoCloseable {

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final Map<String, String> environment;

    private EmbeddedServers(Map<String, String> environment) {
        this.environment = new HashMap<>(environment);
    }

    /**
     * Starts what is missing; if one fails to start, those already started are stopped.
     *
     * @param progress told the name of each server before it starts
     */
    static EmbeddedServers start(Installation installation, Consumer<String> progress) {
        var servers = new EmbeddedServers(installation.environment());
        try {
            servers.startMissing(installation, progress);
            return servers;
        } catch (RuntimeException e) {
            servers.close();
            throw e;
        }
    }

    /** The environment with the variables of the servers that run here. */
    Map<String, String> environment() {
        return environment;
    }

    @Override
    public void close() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("a server could not be stopped", e);
            }
        }
    }

    private void startMissing(Installation installation, Consumer<String> progress) {
        var data = installation.data();
        var secrets = installation.secrets();
        provide("JWT_SECRET", () -> secrets.readOrCreate(Secrets.JWT_SECRET));
        provide(
                "DATABASE_URL",
                () -> {
                    progress.accept("PostgreSQL");
                    var password = secrets.readOrCreate(Secrets.DATABASE_PASSWORD);
                    var server =
                            PostgresServer.start(
                                    data.resolve("postgres"),
                                    installation.postgresPort(),
                                    password);
                    running.push(server);
                    return server.databaseUrl();
                });
        provide(
                "REDIS_URL",
                () -> {
                    progress.accept("Redis");
                    var password = secrets.readOrCreate(Secrets.REDIS_PASSWORD);
                    var server =
                            RedisServer.start(
                                    data.resolve("redis"), installation.redisPort(), password);
                    running.push(server);
                    return server.url();
                });
        provide(
                "KAFKA_BROKERS",
                () -> {
                    progress.accept("Kafka");
                    var server = KafkaServer.start(data.resolve("kafka"), installation.kafkaPort());
                    running.push(server);
                    return server.bootstrapServers();
                });
    }

    private void provide(String variable, Supplier<String> start) {
        if (environment.getOrDefault(variable, "").isBlank()) {
            environment.put(variable, start.get());
        }
    }
}
