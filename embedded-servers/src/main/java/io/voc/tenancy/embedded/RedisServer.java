package io.voc.tenancy.embedded;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A durable Redis with its append-only file in a folder, run as a child process. */
public final class RedisServer implements AutoCloseable {

    private static final String NAME = "Redis";

    private final Opened opened;
    private final long pid;
    private final int port;
    private final @Nullable String password;

    private RedisServer(Opened opened, long pid, int port, @Nullable String password) {
        this.opened = opened;
        this.pid = pid;
        this.port = port;
        this.password = password;
    }

    /** Starts a server without a password, see {@link #start(Path, int, String)}. */
    public static RedisServer start(Path dataDirectory, int port) {
        return start(dataDirectory, port, null);
    }

    /**
     * Starts the server and returns once it has loaded its data. A server left on this folder by a
     * killed process is stopped first.
     *
     * @param port 0 for any free one
     * @param password null for none
     * @throws PortInUseException if the port is taken
     * @throws DataDirectoryInUseException if a live process runs a server on this folder
     * @throws UncheckedIOException if the server does not start, with the end of its log
     */
    public static RedisServer start(Path dataDirectory, int port, @Nullable String password) {
        return Opened.start(opened -> start(opened, dataDirectory, port, password));
    }

    private static RedisServer start(
            Opened opened, Path dataDirectory, int wantedPort, @Nullable String password)
            throws IOException {
        var directory = opened.add(DataDirectory.claim(dataDirectory));
        var configuration = directory.resolve("redis.conf");
        Orphan.stop(directory.resolve("redis.pid"), configuration.toString(), Shutdown.REDIS);
        var port = Ports.claim(NAME, wantedPort);
        write(configuration, settings(directory, port, password));
        var command = List.of(Binaries.redis().toString(), configuration.toString());
        var server =
                opened.add(
                        ServerProcess.start(
                                NAME, command, directory.resolve("redis.log"), Shutdown.REDIS));
        server.awaitReady(() -> answers(port, password));
        return new RedisServer(opened, server.process().pid(), port, password);
    }

    public int port() {
        return port;
    }

    /**
     * Answers {@code redis://:password@host:port} with the password percent-encoded, or {@code
     * redis://host:port}.
     */
    public String url() {
        var login = password == null ? "" : ":" + PostgresDatabase.encoded(password) + "@";
        return "redis://%s%s:%d".formatted(login, Ports.HOST, port);
    }

    long pid() {
        return pid;
    }

    /** Writes the append-only file to disk and returns once the server is gone. */
    @Override
    public void close() {
        opened.close();
    }

    /** The process title stays the command line, by which an orphan is told from others. */
    private static String settings(DataDirectory directory, int port, @Nullable String password) {
        var settings =
                """
                bind %s
                port %d
                dir %s
                pidfile %s
                daemonize no
                set-proc-title no
                save ""
                appendonly yes
                appendfsync always
                """
                        .formatted(
                                Ports.HOST,
                                port,
                                quoted(directory.resolve(".").normalize().toString()),
                                quoted(directory.resolve("redis.pid").toString()));
        return password == null ? settings : settings + "requirepass " + quoted(password) + "\n";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Readable by the owner alone: it holds the password. */
    private static void write(Path file, String content) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, asFileAttribute(fromString("rw-------")));
        Files.writeString(file, content);
    }

    private static boolean answers(int port, @Nullable String password) {
        try (var connection = new RedisConnection(port, password)) {
            return connection.call("PING").equals("+PONG");
        } catch (IOException notYet) {
            return false;
        }
    }
}
