package io.voc.tenancy.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.voc.tenancy.kit.ServiceProcess;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One of the separate processes. It is started again when it ends by itself, and ends with this
 * process, however that ends.
 */
final class WatchedProcess implements AutoCloseable {

    private static final Duration READY = Duration.ofMinutes(2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    private static final Duration BEFORE_ANOTHER_START = Duration.ofSeconds(1);
    private static final Duration DRAIN = Duration.ofSeconds(40);

    private final String name;
    private final ProcessBuilder command;
    private final PrintWriter out;
    private final String url;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread watch;
    private volatile Process process;

    /** Starts it, and watches over it from now on. */
    WatchedProcess(String name, Program program, Map<String, String> environment, PrintWriter out) {
        this.name = name;
        this.out = out;
        url = "http://127.0.0.1:" + environment.get("SERVER_PORT");
        command = new ProcessBuilder(command(program)).redirectErrorStream(true);
        var variables = new HashMap<>(environment);
        variables.put(ServiceProcess.ENDS_WITH_INPUT, "true");
        command.environment().putAll(variables);
        process = launch();
        watch = Thread.ofVirtual().name("watch-" + name).start(this::watch);
    }

    private static List<String> command(Program program) {
        var command = JavaProcess.command("-Xmx512m");
        command.addAll(program.arguments());
        return command;
    }

    /** Where it answers HTTP. */
    String url() {
        return url;
    }

    /**
     * Waits until it says that it is ready.
     *
     * @throws CommandFailedException when it is not within 2 minutes
     */
    void awaitReady() {
        var deadline = System.nanoTime() + READY.toNanos();
        try (var client = HttpClient.newHttpClient()) {
            while (!isReady(client)) {
                if (System.nanoTime() > deadline
                        || closing.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new CommandFailedException(name + " did not become ready");
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("stopped");
        }
    }

    private boolean isReady(HttpClient client) throws InterruptedException {
        try {
            var request =
                    HttpRequest.newBuilder(URI.create(url + "/ready"))
                            .timeout(BEFORE_ANOTHER_START);
            return client.send(request.build(), BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false; // not yet
        }
    }

    private Process launch() {
        try {
            var launched = command.start();
            Thread.ofVirtual().name("log-" + name).start(() -> copy(launched.getInputStream()));
            return launched;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each line with the name of the process before it. */
    private void copy(InputStream log) {
        try (var lines = new BufferedReader(new InputStreamReader(log, UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                say(line);
            }
        } catch (IOException _) {
            // ended
        }
    }

    private void say(String line) {
        out.println("%-14s| %s".formatted(name, line));
        out.flush();
    }

    private void watch() {
        try {
            while (true) {
                int exitCode = process.waitFor();
                if (closing.await(BEFORE_ANOTHER_START.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
                say("ended with " + exitCode + " and is started again");
                process = launch();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it: at once what is idle, in its own time what is at work, by force after 40 s. */
    @Override
    public void close() {
        closing.countDown();
        try {
            watch.join(BEFORE_ANOTHER_START.toMillis() / 10); // a start that is under way
            var ending = process;
            ending.destroy();
            if (!ending.waitFor(DRAIN.toSeconds(), TimeUnit.SECONDS)) {
                ending.destroyForcibly().waitFor();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
