package io.voc.tenancy.testing;

import io.voc.tenancy.embedded.PostgresDatabase;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Servers in containers, removed by Testcontainers when the JVM is gone. */
final class Containers {

    private static final int POSTGRES_PORT = 5432;
    private static final int REDIS_PORT = 6379;
    private static final String OWNER = "tenant_manager";
    private static final String PASSWORD = "test";

    private Containers() {}

    /** Asks an engine only where there is a sign of one, for a search in vain takes seconds. */
    static boolean available() {
        var sign =
                System.getenv("DOCKER_HOST") != null
                        || Files.exists(Path.of("/var/run/docker.sock"));
        return sign && DockerClientFactory.instance().isDockerAvailable();
    }

    static SharedServers.Databases postgres() {
        var container =
                new PostgreSQLContainer("postgres:18")
                        .withCommand("postgres", "-c", "max_connections=200");
        container.start();
        execute(container, "CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(OWNER, PASSWORD));
        return new SharedServers.Databases() {
            @Override
            public PostgresDatabase create(String name) {
                execute(container, "CREATE DATABASE %s OWNER %s".formatted(name, OWNER));
                return database(container, name, OWNER, PASSWORD);
            }

            @Override
            public PostgresDatabase asSuperuser(String name) {
                return database(container, name, container.getUsername(), container.getPassword());
            }
        };
    }

    static String kafka() {
        var container =
                new KafkaContainer("apache/kafka:4.2.1")
                        .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
        container.start();
        return container.getBootstrapServers();
    }

    static String redis() {
        var container = new GenericContainer<>("redis:8").withExposedPorts(REDIS_PORT);
        container.start();
        return "redis://%s:%d".formatted(container.getHost(), container.getMappedPort(REDIS_PORT));
    }

    private static PostgresDatabase database(
            PostgreSQLContainer container, String name, String username, String password) {
        return new PostgresDatabase(
                container.getHost(),
                container.getMappedPort(POSTGRES_PORT),
                name,
                username,
                password);
    }

    private static void execute(PostgreSQLContainer container, String sql) {
        try (var connection =
                        DriverManager.getConnection(
                                container.getJdbcUrl(),
                                container.getUsername(),
                                container.getPassword());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException("PostgreSQL refused: " + sql, failure);
        }
    }
}
