package io.voc.tenancy.standalone;

import static java.util.stream.Collectors.joining;

import io.voc.tenancy.kit.environment.ProcessKind;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The gateway and the nodes of both sides, each a process of its own, watched over: one that ends
 * by itself is started again. The sides listen for HTTP on ports that are free, to this machine
 * alone.
 */
final class SeparateProcesses implements AutoCloseable {

    /** In the order in which they start. */
    static final List<ProcessKind> KINDS =
            List.of(ProcessKind.COMMAND_SIDE, ProcessKind.QUERY_SIDE, ProcessKind.GATEWAY);

    private static final String LOOPBACK = "127.0.0.1";

    private final Installation installation;
    private final Map<String, String> environment;
    private final PrintWriter out;
    private final List<WatchedProcess> running = new ArrayList<>();
    private boolean isClosed;

    /**
     * @param environment the variables of the servers that they use
     * @param out where their logs go, side by side
     */
    SeparateProcesses(Installation installation, Map<String, String> environment, PrintWriter out) {
        this.installation = installation;
        this.environment = environment;
        this.out = out;
    }

    /**
     * Passes if the programs are there.
     *
     * @throws CommandFailedException for the first that is not
     */
    static void checkJars(Installation installation) {
        for (var kind : KINDS) {
            var _ = installation.program(kind);
        }
    }

    /** Starts so many nodes of each side and, once they are ready, the gateway. */
    void start(int nodes) {
        var command = startSide(ProcessKind.COMMAND_SIDE, nodes, installation.commandGrpcPort());
        var query = startSide(ProcessKind.QUERY_SIDE, nodes, installation.grpcPort());
        var gateway = new HashMap<>(environment);
        gateway.put("SERVER_PORT", String.valueOf(installation.httpPort()));
        gateway.put("COMMAND_URL", readyUrls(command));
        gateway.put("QUERY_URL", readyUrls(query));
        start(ProcessKind.GATEWAY, ProcessKind.GATEWAY.title(), gateway).awaitReady();
    }

    /** The first node has the side's own gRPC port, the others have free ones. */
    private List<WatchedProcess> startSide(ProcessKind side, int nodes, int grpcPort) {
        return IntStream.rangeClosed(1, nodes)
                .mapToObj(node -> startNode(side, node, node == 1 ? grpcPort : freePort()))
                .toList();
    }

    private static String readyUrls(List<WatchedProcess> nodes) {
        nodes.forEach(WatchedProcess::awaitReady);
        return nodes.stream().map(WatchedProcess::url).collect(joining(","));
    }

    private WatchedProcess startNode(ProcessKind side, int node, int grpcPort) {
        var variables = new HashMap<>(environment);
        variables.put("SERVER_HOST", LOOPBACK);
        variables.put("SERVER_PORT", String.valueOf(freePort()));
        variables.put("GRPC_HOST", installation.host());
        variables.put("GRPC_PORT", String.valueOf(grpcPort));
        return start(side, node == 1 ? side.title() : side.title() + "-" + node, variables);
    }

    private synchronized WatchedProcess start(
            ProcessKind kind, String name, Map<String, String> variables) {
        if (isClosed) {
            throw new CommandFailedException("stopped");
        }
        var process = new WatchedProcess(name, installation.program(kind), variables, out);
        running.addFirst(process);
        return process;
    }

    /** Ends them all, the gateway first, so that nothing is asked of the others any more. */
    @Override
    public void close() {
        List<WatchedProcess> ending;
        synchronized (this) {
            isClosed = true;
            ending = List.copyOf(running);
        }
        @Nullable RuntimeException failure = null;
        for (var process : ending) {
            try {
                process.close();
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new CommandFailedException("there is no free port");
        }
    }
}
