package io.voc.tenancy.testing;

import io.voc.tenancy.embedded.KafkaServer;
import io.voc.tenancy.embedded.PostgresDatabase;
import io.voc.tenancy.embedded.PostgresServer;
import io.voc.tenancy.embedded.RedisServer;

import org.apache.commons.io.FileUtils;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** Servers in a temporary folder, stopped and deleted when the JVM exits. */
final class EmbeddedServers {

    private static final Deque<AutoCloseable> STARTED = new ArrayDeque<>();
    private static final Path FOLDER = temporaryFolder();

    private EmbeddedServers() {}

    static SharedServers.Databases postgres() {
        var server = stoppedAtExit(PostgresServer.start(FOLDER.resolve("postgres"), 0, "test"));
        return new SharedServers.Databases() {
            @Override
            public PostgresDatabase create(String name) {
                return server.database(name);
            }

            @Override
            public PostgresDatabase asSuperuser(String name) {
                return server.asSuperuser(name);
            }
        };
    }

    static String kafka() {
        return stoppedAtExit(KafkaServer.start(FOLDER.resolve("kafka"), 0)).bootstrapServers();
    }

    static String redis() {
        return stoppedAtExit(RedisServer.start(FOLDER.resolve("redis"), 0)).url();
    }

    private static <S extends AutoCloseable> S stoppedAtExit(S server) {
        synchronized (STARTED) {
            STARTED.push(server);
        }
        return server;
    }

    private static Path temporaryFolder() {
        try {
            var folder = Files.createTempDirectory("tenant-manager-test-");
            Runtime.getRuntime().addShutdownHook(new Thread(EmbeddedServers::stopAll));
            return folder;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void stopAll() {
        synchronized (STARTED) {
            STARTED.forEach(EmbeddedServers::stop);
        }
        FileUtils.deleteQuietly(FOLDER.toFile());
    }

    private static void stop(AutoCloseable server) {
        try {
            server.close();
        } catch (Exception failure) {
            System.err.println("a shared test server did not stop cleanly: " + failure);
        }
    }
}
