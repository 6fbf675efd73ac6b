package io.voc.tenancy.standalone;

import io.voc.tenancy.embedded.KafkaServer;
import io.voc.tenancy.embedded.PostgresServer;
import io.voc.tenancy.embedded.RedisServer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The servers that this process runs itself: each one whose variable is not set. */
final class EmbeddedServers implements AutoCloseable {

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final Installation installation;
    private final Map<String, String> environment;
    private boolean isClosed;

    EmbeddedServers(Installation installation) {
        this.installation = installation;
        this.environment = new HashMap<>(installation.environment());
    }

    /** The environment with the variables of the servers that run here. */
    Map<String, String> environment() {
        return environment;
    }

    /** Stops every server, the last one first, whatever another one does. */
    @Override
    public synchronized void close() {
        isClosed = true;
        var failures = new ArrayList<Exception>();
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            var failure = new IllegalStateException("a server could not be stopped");
            failures.forEach(failure::addSuppressed);
            throw failure;
        }
    }

    /**
     * Starts what is missing.
     *
     * @param progress told the name of each server before it starts
     */
    void start(Consumer<String> progress) {
        var data = installation.data();
        var secrets = installation.secrets();
        if (installation.variable("JWT_ISSUER_URI").isEmpty()) {
            provide("JWT_SECRET", () -> secrets.readOrCreate(Secrets.JWT_SECRET));
        }
        provide("INTERNAL_TOKEN_KEY", () -> secrets.readOrCreate(Secrets.INTERNAL_TOKEN_KEY));
        provide("MASTER_KEY", () -> secrets.readOrCreate(Secrets.MASTER_KEY));
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
                    return started(server).databaseUrl();
                });
        provide(
                "REDIS_URL",
                () -> {
                    progress.accept("Redis");
                    var password = secrets.readOrCreate(Secrets.REDIS_PASSWORD);
                    var server =
                            RedisServer.start(
                                    data.resolve("redis"), installation.redisPort(), password);
                    return started(server).url();
                });
        provide(
                "KAFKA_BROKERS",
                () -> {
                    progress.accept("Kafka");
                    var server = KafkaServer.start(data.resolve("kafka"), installation.kafkaPort());
                    return started(server).bootstrapServers();
                });
    }

    private synchronized <S extends AutoCloseable> S started(S server) {
        running.push(server);
        if (isClosed) { // stopped while it started
            close();
            throw new CommandFailedException("stopped");
        }
        return server;
    }

    private void provide(String variable, Supplier<String> start) {
        if (environment.getOrDefault(variable, "").isBlank()) {
            environment.put(variable, start.get());
        }
    }
}
