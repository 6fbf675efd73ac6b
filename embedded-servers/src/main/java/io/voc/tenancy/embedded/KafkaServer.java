package io.voc.tenancy.embedded;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;

import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A durable single Kafka node with its logs in a folder, run in this process. */
public final class KafkaServer implements AutoCloseable {

    private static final String NAME = "Kafka";

    private final Opened opened;
    private final int port;

    private KafkaServer(Opened opened, int port) {
        this.opened = opened;
        this.port = port;
    }

    /**
     * Starts the node and returns once it takes requests. Its controller listens on any free port.
     *
     * @param port 0 for any free one; may differ from the last run's
     * @throws PortInUseException if the port is taken
     * @throws DataDirectoryInUseException if a live process runs a server on this folder
     * @throws UncheckedIOException if the logs cannot be read or written
     */
    public static KafkaServer start(Path dataDirectory, int port) {
        return Opened.start(opened -> start(opened, dataDirectory, port));
    }

    private static KafkaServer start(Opened opened, Path dataDirectory, int wantedPort)
            throws IOException {
        refuseToEndTheProcess();
        var directory = opened.add(DataDirectory.claim(dataDirectory));
        var port = Ports.claim(NAME, wantedPort);
        var logs = directory.resolve("logs");
        var settings = new KafkaSettings(logs, port, Ports.claim(NAME, 0));
        Staged.folder(logs, folder -> format(settings.withLogs(folder)));
        var server =
                new KafkaRaftServer(new KafkaConfig(settings.properties(), false), Time.SYSTEM);
        opened.add(() -> shutDown(server));
        server.startup();
        return new KafkaServer(opened, port);
    }

    public int port() {
        return port;
    }

    public String bootstrapServers() {
        return "%s:%d".formatted(Ports.HOST, port);
    }

    /** Closes the logs cleanly and returns once the node is down. */
    @Override
    public void close() {
        opened.close();
    }

    private static void shutDown(KafkaRaftServer server) {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(KafkaSettings settings) throws IOException {
        var file = settings.writeTo(Files.createTempFile("kafka-format", ".properties"));
        var output = new ByteArrayOutputStream();
        var id = Uuid.randomUuid().toString();
        try (var out = new PrintStream(output, true, StandardCharsets.UTF_8)) {
            String[] arguments = {"format", "--standalone", "-t", id, "-c", file.toString()};
            if (StorageTool.execute(arguments, out) != 0) {
                throw new IOException("Kafka's folder cannot be formatted:%n%s".formatted(output));
            }
        } finally {
            Files.delete(file);
        }
    }

    /** Kafka ends its process when it cannot go on; here the process is not its own. */
    private static void refuseToEndTheProcess() {
        Exit.Procedure refuse =
                (status, message) -> {
                    throw new IllegalStateException(
                            "Kafka cannot go on (%d): %s".formatted(status, message));
                };
        Exit.setExitProcedure(refuse);
        Exit.setHaltProcedure(refuse);
    }
}
