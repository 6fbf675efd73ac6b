package io.voc.tenancy.e2e;

import static org.awaitility.Awaitility.await;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * An installation in processes of its own, with its data in a temporary folder; of the shape that
 * the system property {@code shape} says: {@code standalone}, or {@code separate} with two nodes of
 * each side behind a gateway.
 */
final class Standalone implements AutoCloseable {

    /** Whether the sides are processes of their own. */
    static final boolean IS_SEPARATE = "separate".equals(System.getProperty("shape"));

    private static final Duration START = Duration.ofMinutes(3);

    private static final Duration STOP = Duration.ofMinutes(1);
    private static @Nullable Standalone shared;

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private @Nullable Process process;

    private Standalone() {
        try {
            folder = Files.createTempDirectory("tenant-manager-e2e");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        environment.put("WORKFLOWS_FILE", workflows());
        environment.put("DATA_DIR", folder.resolve("data").toString());
        environment.put("JWT_SECRET", Tokens.SECRET);
        environment.put("INTERNAL_TOKEN_KEY", Tokens.INTERNAL_KEY);
        environment.put("SERVER_PORT", freePort());
        environment.put("GRPC_PORT", freePort());
        environment.put("COMMAND_GRPC_PORT", freePort());
        environment.put("EMBEDDED_POSTGRES_PORT", freePort());
        environment.put("EMBEDDED_REDIS_PORT", freePort());
        environment.put("EMBEDDED_KAFKA_PORT", freePort());
    }

    /** The installation that most tests share; started once, stopped when the tests end. */
    static synchronized Standalone shared() {
        if (shared == null) {
            shared = new Standalone();
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
            shared.start();
        }
        return shared;
    }

    /** An installation for one test, on servers that the test runs, not yet started. */
    static Standalone on(Map<String, String> servers) {
        var installation = new Standalone();
        installation.environment.putAll(servers);
        return installation;
    }

    /** An installation for one test, not yet started. */
    static Standalone own() {
        return new Standalone();
    }

    void start() {
        start(startArguments());
    }

    void start(String... arguments) {
        forgetLog();
        var running = launch(Map.of(), arguments);
        process = running;
        await("start; the log is " + log())
                .atMost(START)
                .until(() -> !running.isAlive() || read(log()).contains("is ready"));
        if (!running.isAlive()) {
            throw new IllegalStateException("did not start: " + read(log()));
        }
    }

    private static String[] startArguments() {
        return IS_SEPARATE
                ? new String[] {"start", "--separate", "--nodes", "2"}
                : new String[] {"start"};
    }

    private void forgetLog() {
        try {
            Files.deleteIfExists(log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs the command line with this installation's environment and more. */
    Process launch(Map<String, String> more, String... arguments) {
        var command = JavaProgram.command();
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("TENANT_MANAGER_JAVA_OPTS", JavaProgram.COMPILER);
        builder.environment().putAll(environment);
        builder.environment().putAll(more);
        if (arguments[0].equals("start") && more.isEmpty()) {
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        }
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL to one of the separate processes, named such as {@code command-side}. */
    void kill(String process) {
        kill(nodes(process).findFirst().orElseThrow());
    }

    /** As {@link #kill(String)}, to any of its nodes. */
    void killAny(String process) {
        var all = nodes(process).toList();
        kill(all.get(ThreadLocalRandom.current().nextInt(all.size())));
    }

    private static void kill(ProcessHandle node) {
        node.destroyForcibly();
        node.onExit().join();
    }

    /**
     * SIGSTOP to one of the separate processes, and SIGCONT once the time is over.
     *
     * @param node the first is 0
     */
    void freeze(String process, int node, Duration time) throws IOException, InterruptedException {
        var pid = String.valueOf(nodes(process).skip(node).findFirst().orElseThrow().pid());
        new ProcessBuilder("kill", "-STOP", pid).start().waitFor();
        try {
            Thread.sleep(time); // the time is what is tested
        } finally {
            new ProcessBuilder("kill", "-CONT", pid).start().waitFor();
        }
    }

    /** The nodes of one of the separate processes, each asked past the gateway. */
    List<Api> inner(String process) {
        return inner(process, "SERVER_PORT").stream()
                .map(port -> new Api(Integer.parseInt(port)))
                .toList();
    }

    /** What a variable is for each node of one of the separate processes, in the same order. */
    List<String> inner(String process, String variable) {
        return nodes(process)
                .map(node -> read(Path.of("/proc", String.valueOf(node.pid()), "environ")))
                .map(variables ->
                        variables.replaceFirst("(?s).*(?:^|\0)" + variable + "=([^\0]*).*", "$1"))
                .toList();
    }

    private Stream<ProcessHandle> nodes(String process) {
        return running().descendants().filter(child -> isNode(child, process));
    }

    private static boolean isNode(ProcessHandle child, String process) {
        return child.info()
                .commandLine()
                .filter(line -> line.contains(process + "-exec.jar"))
                .isPresent();
    }

    /** SIGKILL to the process alone; its embedded PostgreSQL and Redis are left behind. */
    void kill() throws InterruptedException {
        var running = running();
        running.destroyForcibly();
        running.waitFor();
    }

    /** As {@link #kill()}, with the separate processes. */
    void killAll() throws InterruptedException {
        var nodes = running().descendants().filter(child -> isNode(child, "")).toList();
        kill();
        nodes.forEach(ProcessHandle::destroyForcibly);
        nodes.forEach(node -> node.onExit().join());
    }

    /** SIGTERM, as Ctrl-C does it. */
    int stop() throws InterruptedException {
        var running = running();
        running.destroy();
        if (!running.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("did not stop: " + read(log()));
        }
        return running.exitValue();
    }

    Api api() {
        return new Api(Integer.parseInt(environment("SERVER_PORT")));
    }

    String environment(String name) {
        return java.util.Objects.requireNonNull(environment.get(name));
    }

    String kafkaBrokers() {
        return "127.0.0.1:" + environment("EMBEDDED_KAFKA_PORT");
    }

    Path folder() {
        return folder;
    }

    Path log() {
        return folder.resolve("standalone.log");
    }

    static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process running() {
        return java.util.Objects.requireNonNull(process, "not started");
    }

    @Override
    public void close() {
        try {
            if (process != null && process.isAlive()) {
                stop();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String workflows() {
        try {
            return Path.of(
                            Objects.requireNonNull(Standalone.class.getResource("/workflows.yaml"))
                                    .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static String freePort() {
        try (var socket = new ServerSocket(0)) {
            return String.valueOf(socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
