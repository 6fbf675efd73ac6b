package io.voc.tenancy.benchmarks;

import io.voc.tenancy.kit.ServiceProcess;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One of the separate processes, started from its jar as in production. */
final class JarProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String name;
    private final int port;
    private final int grpcPort;
    private final Process process;
    private boolean isGrpcAlone;

    private JarProcess(String name, int port, int grpcPort, Process process) {
        this.name = name;
        this.port = port;
        this.grpcPort = grpcPort;
        this.process = process;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /**
     * Starts a program, and waits until it is ready.
     *
     * @param name of its module, such as {@code query-side}
     */
    static JarProcess start(String name, Map<String, String> environment)
            throws IOException, InterruptedException {
        return ready(
                launch(name, List.of("-Xmx512m", "-jar", jar(name, name + "-exec")), environment));
    }

    /** Starts everything in one process, on a database of its own, and waits until it is ready. */
    static JarProcess standalone(Map<String, String> environment)
            throws IOException, InterruptedException {
        return ready(
                launch(
                        "standalone",
                        List.of("-Xmx2g", "-jar", jar("standalone", "standalone"), "start"),
                        environment));
    }

    /** Starts a main class of the benchmarks' own, and waits until it is ready. */
    static JarProcess of(Class<?> main, Map<String, String> environment)
            throws IOException, InterruptedException {
        return ready(launch(main.getSimpleName(), arguments(main), environment));
    }

    /** As {@link #of}, with gRPC alone. */
    static JarProcess grpc(Class<?> main, Map<String, String> environment)
            throws IOException, InterruptedException {
        var started = launch(main.getSimpleName(), arguments(main), environment);
        started.isGrpcAlone = true;
        return ready(started);
    }

    private static List<String> arguments(Class<?> main) {
        return List.of("-Xmx2g", "-cp", System.getProperty("java.class.path"), main.getName());
    }

    private static String jar(String module, String name) {
        return Path.of("..", module, "target", name, name + ".jar").toString();
    }

    private static JarProcess ready(JarProcess started) throws IOException, InterruptedException {
        try {
            started.awaitReady();
        } catch (IOException | InterruptedException e) {
            started.close();
            throw e;
        }
        return started;
    }

    private static JarProcess launch(
            String name, List<String> arguments, Map<String, String> environment)
            throws IOException {
        int port = freePort();
        int grpcPort = freePort();
        var variables = new HashMap<>(environment);
        variables.put("SERVER_HOST", "127.0.0.1");
        variables.put("SERVER_PORT", String.valueOf(port));
        variables.put("GRPC_PORT", String.valueOf(grpcPort));
        variables.put("LOG_LEVEL", "error");
        variables.put("REDIS_URL", "redis://127.0.0.1:1");
        variables.put("JWT_SECRET", CommandNode.JWT_SECRET);
        variables.put("INTERNAL_TOKEN_KEY", CommandNode.INTERNAL_TOKEN_KEY);
        variables.put(ServiceProcess.ENDS_WITH_INPUT, "true");
        var command =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:+UseG1GC");
        command.command().addAll(options());
        command.command().addAll(arguments);
        command.environment().putAll(variables);
        command.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        return new JarProcess(name, port, grpcPort, command.start());
    }

    /** For profiling: {@code BENCH_SERVER_OPTS}. */
    private static List<String> options() {
        var given = System.getenv().getOrDefault("BENCH_SERVER_OPTS", "");
        return given.isBlank() ? List.of() : List.of(given.split(" "));
    }

    int port() {
        return port;
    }

    int grpcPort() {
        return grpcPort;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** The processor time that it has taken. */
    Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** What is on its heap and still needed, as a full collection finds it. */
    long liveBytes() throws IOException, InterruptedException {
        var jcmd =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                                String.valueOf(process.pid()),
                                "GC.class_histogram")
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (var lines = jcmd.inputReader()) {
            var total = lines.lines().filter(line -> line.startsWith("Total")).findFirst();
            return Long.parseLong(
                    total.orElseThrow().replaceFirst("Total\\s+\\d+\\s+", "").strip());
        } finally {
            jcmd.waitFor();
        }
    }

    /** Its metrics, as Prometheus reads them. */
    String metrics() throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(url() + "/metrics")).build();
            return client.send(request, BodyHandlers.ofString()).body();
        }
    }

    private void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (var client = HttpClient.newHttpClient()) {
            while (!isReady(client)) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IOException(name + " did not become ready");
                }
                Thread.sleep(100);
            }
        }
    }

    private boolean isReady(HttpClient client) throws InterruptedException {
        if (isGrpcAlone) {
            return isListening();
        }
        try {
            var request = HttpRequest.newBuilder(URI.create(url() + "/ready")).build();
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false; // not yet
        }
    }

    private boolean isListening() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), grpcPort)) {
            return socket.isConnected();
        } catch (IOException _) {
            return false; // not yet
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Asks it to end, so that recordings are written, and ends it if it doesn't soon. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
