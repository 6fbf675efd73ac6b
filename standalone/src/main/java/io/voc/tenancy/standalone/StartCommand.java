package io.voc.tenancy.standalone;

import io.voc.tenancy.embedded.PortInUseException;
import io.voc.tenancy.kit.ServiceProcess;
import io.voc.tenancy.kit.environment.EnvironmentVariables;
import io.voc.tenancy.kit.environment.ProcessKind;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** Runs everything until it is stopped. */
@Command(
        name = "start",
        description =
                "Run everything, on embedded PostgreSQL, Redis and Kafka where no others are named.",
        mixinStandardHelpOptions = true)
final class StartCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--separate",
            description = "run gateway, command side and query side as processes of their own")
    private boolean isSeparate;

    @Option(
            names = "--nodes",
            defaultValue = "1",
            description = "with --separate: how many processes of each side (${DEFAULT-VALUE})")
    private int nodes = 1;

    @Override
    public void run() {
        var begun = System.nanoTime();
        var out = spec.commandLine().getOut();
        var installation = Installation.ofThisProcess();
        checkBeforeAnythingStarts(installation);
        var servers = new EmbeddedServers(installation);
        var application = new AtomicReference<AutoCloseable>(() -> {});
        // before the first server, so that none is left behind however this ends
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> stop(application, servers), "shutdown"));
        servers.start(name -> say(out, "starting " + name));
        if (isSeparate) {
            startSeparate(installation, servers.environment(), application);
        } else {
            say(out, "starting Tenant Manager");
            application.set(
                    ServiceProcess.run(
                            ProcessKind.STANDALONE,
                            StandaloneApplication.class,
                            servers.environment()));
        }
        say(out, welcome(installation, servers, Duration.ofNanos(System.nanoTime() - begun)));
        if (isSeparate) {
            awaitEnd();
        }
    }

    private void startSeparate(
            Installation installation,
            Map<String, String> environment,
            AtomicReference<AutoCloseable> application) {
        var out = spec.commandLine().getOut();
        MigrateCommand.migrate(environment, line -> say(out, line));
        say(out, "starting gateway, command side and query side");
        var processes = new SeparateProcesses(installation, environment, out);
        application.set(processes);
        processes.start(nodes);
    }

    /** The processes go on by themselves; this one waits for the signal to end. */
    private static void awaitEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void stop(AtomicReference<AutoCloseable> application, EmbeddedServers servers) {
        try (servers;
                var running = application.get()) {
            Objects.requireNonNull(running);
        } catch (Exception e) {
            throw new IllegalStateException("could not stop in order", e);
        }
    }

    private void checkBeforeAnythingStarts(Installation installation) {
        var complete = new HashMap<>(installation.environment());
        if (installation.variable("JWT_ISSUER_URI").isEmpty()) {
            putIfBlank(complete, "JWT_SECRET", "made when the servers start, if it is not set");
        }
        putIfBlank(complete, "INTERNAL_TOKEN_KEY", "made when the servers start, if it is not set");
        putIfBlank(complete, "MASTER_KEY", "A".repeat(43)); // made when the servers start, too
        putIfBlank(complete, "DATABASE_URL", "postgres://embedded:embedded@127.0.0.1/embedded");
        putIfBlank(complete, "REDIS_URL", "redis://127.0.0.1");
        putIfBlank(complete, "KAFKA_BROKERS", "127.0.0.1:" + installation.kafkaPort());
        EnvironmentVariables.toProperties(ProcessKind.STANDALONE, complete);
        if (nodes < 1) {
            throw new CommandFailedException("--nodes " + nodes + " is not at least 1");
        }
        checkFree("HTTP (SERVER_PORT)", installation.host(), installation.httpPort());
        checkFree("gRPC (GRPC_PORT)", installation.host(), installation.grpcPort());
        if (isSeparate) {
            SeparateProcesses.checkJars(installation);
            checkFree(
                    "gRPC (COMMAND_GRPC_PORT)",
                    installation.host(),
                    installation.commandGrpcPort());
        }
    }

    private static void putIfBlank(Map<String, String> environment, String name, String value) {
        if (environment.getOrDefault(name, "").isBlank()) {
            environment.put(name, value);
        }
    }

    private static void checkFree(String what, String host, int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException _) {
            throw new PortInUseException(what, port);
        }
    }

    private static void say(PrintWriter out, String text) {
        out.println(text);
        out.flush();
    }

    private static String welcome(
            Installation installation, EmbeddedServers servers, Duration took) {
        return """

        Tenant Manager is ready after %.1f s; Ctrl-C stops it.

          REST   http://localhost:%d/api/v1
          gRPC   localhost:%d (voc.tenancy.v1, with reflection)
          Kafka  %s, topic tenancy.lifecycle.v1
          health http://localhost:%d/health, /ready, /metrics
          data   %s

          token  %s
          demo   ./tenant-manager demo
        """
                .formatted(
                        took.toMillis() / 1000.0,
                        installation.httpPort(),
                        installation.grpcPort(),
                        servers.environment().get("KAFKA_BROKERS"),
                        installation.httpPort(),
                        installation.data(),
                        installation
                                .variable("JWT_ISSUER_URI")
                                .map("from the issuer "::concat)
                                .orElse("./tenant-manager token --role platform-admin"));
    }
}
