package io.voc.tenancy.embedded;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A server as a child process in a session of its own, so that Ctrl-C in the terminal does not
 * reach it before us.
 */
record ServerProcess(String server, Process process, Path log, Shutdown shutdown)
        implements AutoCloseable {

    private static final Duration STARTUP = Duration.ofSeconds(60);
    private static final int POLL_MILLIS = 10;
    private static final int LOG_LINES_SHOWN = 20;

    static ServerProcess start(String server, List<String> command, Path log, Shutdown shutdown)
            throws IOException {
        var process =
                new ProcessBuilder(Stream.concat(session().stream(), command.stream()).toList())
                        .redirectInput(new File("/dev/null"))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        return new ServerProcess(server, process, log, shutdown);
    }

    /** Waits a minute at most, enough for the recovery after a crash. */
    void awaitReady(BooleanSupplier ready) throws IOException {
        var deadline = System.nanoTime() + STARTUP.toNanos();
        while (!ready.getAsBoolean()) {
            if (exited()) {
                throw new IOException("%s ended while starting:%n%s".formatted(server, endOfLog()));
            }
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        "%s is not ready after %s:%n%s".formatted(server, STARTUP, endOfLog()));
            }
        }
    }

    @Override
    public void close() throws IOException {
        shutdown.stop(process.toHandle());
    }

    private boolean exited() throws IOException {
        try {
            return process.waitFor(POLL_MILLIS, MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(
                    "interrupted while %s was starting".formatted(server), interrupted);
        }
    }

    private String endOfLog() throws IOException {
        try (var lines = Files.lines(log)) {
            var all = lines.toList();
            return String.join(
                    "\n", all.subList(Math.max(0, all.size() - LOG_LINES_SHOWN), all.size()));
        }
    }

    /** Where there is no such program, as on macOS, the server shares our session. */
    private static List<String> session() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> folder + "/setsid")
                .filter(program -> Files.isExecutable(Path.of(program)))
                .limit(1)
                .toList();
    }
}
