package io.voc.tenancy.testing;

import io.voc.tenancy.embedded.PostgresDatabase;

import java.util.UUID;

/**
 * PostgreSQL, Redis and Kafka for tests, each started when first asked for, shared by all tests of
 * a JVM and gone with it: in containers where a Docker engine answers, else embedded.
 */
public final class SharedServers {

    private SharedServers() {}

    /** Answers a new, empty database, owned by a role that is no superuser. */
    public static PostgresDatabase freshDatabase() {
        return Postgres.RUNNING.create("test_" + UUID.randomUUID().toString().replace("-", ""));
    }

    /** Answers a fresh database as a superuser, who may do what the application must not. */
    public static PostgresDatabase superuser(PostgresDatabase database) {
        return Postgres.RUNNING.asSuperuser(database.name());
    }

    /** Answers Kafka's bootstrap servers; topics must be created before use. */
    public static String kafka() {
        return Kafka.BOOTSTRAP_SERVERS;
    }

    /** Answers Redis as {@code redis://host:port}, without a password. */
    public static String redis() {
        return Redis.URL;
    }

    /** The databases of a running server. */
    interface Databases {
        PostgresDatabase create(String name);

        PostgresDatabase asSuperuser(String name);
    }

    private static final class Postgres {
        private static final Databases RUNNING =
                Containers.available() ? Containers.postgres() : EmbeddedServers.postgres();
    }

    private static final class Kafka {
        private static final String BOOTSTRAP_SERVERS =
                Containers.available() ? Containers.kafka() : EmbeddedServers.kafka();
    }

    private static final class Redis {
        private static final String URL =
                Containers.available() ? Containers.redis() : EmbeddedServers.redis();
    }
}
