package io.voc.tenancy.benchmarks;

import io.voc.tenancy.benchmarks.BenchmarkDatabase.Part;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;

/** Reading a tenant from the query side, directly and through the gateway. */
final class EdgeBenchmark {

    private static final List<Integer> CALLERS = List.of(16, 64);
    private static final int TENANTS = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String DIRECT = "read a tenant, of the query side";
    private static final String THROUGH = "read a tenant, through the gateway";

    private final Settings settings;
    private final Report report;
    private final List<String> paths;
    private final String token = OperatorToken.mint();

    private EdgeBenchmark(Settings settings, Report report, List<String> paths) {
        this.settings = settings;
        this.report = report;
        this.paths = paths;
    }

    static void run(BenchmarkDatabase server, Settings settings, Report report) throws Exception {
        try (var part = server.part("edge")) {
            var paths =
                    CommandNode.registered(part.database(), TENANTS).stream()
                            .map(id -> "/api/v1/tenants/" + id)
                            .toList();
            report.progress("starting query side and gateway");
            try (var querySide = startQuerySide(part);
                    var gateway = startGateway(querySide)) {
                var benchmark = new EdgeBenchmark(settings, report, paths);
                benchmark.awaitProjected(querySide);
                benchmark.warmUp(querySide);
                benchmark.warmUp(gateway);
                for (int callers : CALLERS) {
                    benchmark.compare(querySide, gateway, callers);
                }
                benchmark.tellProcessorTime(querySide, gateway);
            }
        }
    }

    private static JarProcess startQuerySide(Part part) throws IOException, InterruptedException {
        return JarProcess.start(
                "query-side",
                Map.of(
                        "DATABASE_URL",
                        part.database().databaseUrl(),
                        "MASTER_KEY",
                        CommandNode.MASTER_KEY));
    }

    private static JarProcess startGateway(JarProcess querySide)
            throws IOException, InterruptedException {
        return JarProcess.start(
                "gateway", Map.of("QUERY_URL", querySide.url(), "COMMAND_URL", querySide.url()));
    }

    private void awaitProjected(JarProcess querySide) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (var connection = new KeepAliveConnection(querySide.port(), token)) {
            while (connection.get(paths.getLast()) != 200) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("the tenants were not projected");
                }
                Thread.sleep(100);
            }
        }
    }

    private void warmUp(JarProcess process) throws IOException {
        try (var callers = connect(process, 64)) {
            Load.warmUp(settings, callers::call);
        }
    }

    private void compare(JarProcess querySide, JarProcess gateway, int callers) throws IOException {
        var direct = measure(DIRECT, querySide, callers);
        var through = measure(THROUGH, gateway, callers);
        report.ratio("edge-rate-" + callers, through.perSecond(), direct.perSecond());
        for (int percent : List.of(50, 99)) {
            report.ratio(
                    "edge-p%d-%d".formatted(percent, callers),
                    through.latencies().percentile(percent),
                    direct.latencies().percentile(percent));
        }
    }

    /** What a read takes of the processors, whoever else does, and how many there are. */
    private void tellProcessorTime(JarProcess querySide, JarProcess gateway) throws IOException {
        try (var callers = connect(gateway, 64)) {
            var ofQuerySide = querySide.processorTime();
            var ofGateway = gateway.processorTime();
            var _ = Load.run(64, settings, callers::call);
            double calls = callers.calls().doubleValue() * 1_000;
            report.value(
                    "edge-query-side-cpu-us",
                    querySide.processorTime().minus(ofQuerySide).toNanos() / calls);
            report.value(
                    "edge-gateway-cpu-us",
                    gateway.processorTime().minus(ofGateway).toNanos() / calls);
        }
    }

    private Load.Result measure(String what, JarProcess process, int count) throws IOException {
        try (var callers = connect(process, count)) {
            var result = Load.run(count, settings, callers::call);
            report.add(what, count, result);
            return result;
        }
    }

    private Callers connect(JarProcess process, int count) throws IOException {
        var connections = new ArrayList<KeepAliveConnection>();
        for (int i = 0; i < count; i++) {
            connections.add(new KeepAliveConnection(process.port(), token));
        }
        return new Callers(connections, paths, new LongAdder());
    }

    /** Callers with a connection each, who read one tenant or another. */
    private record Callers(
            List<KeepAliveConnection> connections, List<String> paths, LongAdder calls)
            implements AutoCloseable {

        void call(int caller) throws IOException {
            int tenant = ThreadLocalRandom.current().nextInt(paths.size());
            int status = connections.get(caller).get(paths.get(tenant));
            if (status != 200) {
                throw new IOException("answered " + status);
            }
            calls.increment();
        }

        @Override
        public void close() throws IOException {
            for (var connection : connections) {
                connection.close();
            }
        }
    }
}
