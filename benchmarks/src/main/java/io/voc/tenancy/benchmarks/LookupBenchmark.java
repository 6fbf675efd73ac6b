package io.voc.tenancy.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Looking a configuration up, over gRPC and over REST, and what the bare thing does. */
final class LookupBenchmark {

    private static final int CALLERS = 64; // as many as warm up
    private static final String OURS = "look a configuration up, over ";
    private static final String BARE = "bare answer of the same size, over ";

    private final Settings settings;
    private final Report report;
    private final List<String> tenants;
    private final String token = OperatorToken.mint();

    private LookupBenchmark(Settings settings, Report report, List<String> tenants) {
        this.settings = settings;
        this.report = report;
        this.tenants = tenants;
    }

    static void run(BenchmarkDatabase server, Settings settings, Report report) throws Exception {
        try (var part = server.part("lookup")) {
            report.progress("storing " + settings.tenants() + " tenants");
            var tenants = ConfiguredTenants.stored(part.database(), settings.tenants());
            report.progress("starting standalone");
            try (var folder = new TemporaryFolder();
                    var standalone =
                            JarProcess.standalone(
                                    Map.of(
                                            "DATABASE_URL",
                                            part.database().databaseUrl(),
                                            "KAFKA_BROKERS",
                                            CommandNode.NOBODY_LISTENS,
                                            "MASTER_KEY",
                                            CommandNode.MASTER_KEY,
                                            "LOOKUP_CACHE",
                                            "512MB",
                                            "DATA_DIR",
                                            folder.path()))) {
                var benchmark = new LookupBenchmark(settings, report, tenants);
                if (settings.wants("grpc")) {
                    benchmark.overGrpc(standalone);
                }
                if (settings.wants("rest")) {
                    benchmark.overRest(standalone);
                }
            }
        }
    }

    private interface Caller extends AutoCloseable {

        /** The bytes that an answer has. */
        int ask(int caller, String tenantId) throws IOException;

        @Override
        void close() throws IOException;
    }

    private void overGrpc(JarProcess standalone) throws IOException, InterruptedException {
        try (var ours = grpc(standalone)) {
            var size = sizeOf("gRPC", ours);
            try (var bareProcess =
                            JarProcess.grpc(
                                    BareGrpc.class, Map.of("PAYLOAD", String.valueOf(size)));
                    var bare = grpc(bareProcess)) {
                compare("gRPC", ours, standalone, bare, bareProcess);
            }
        }
    }

    private void overRest(JarProcess standalone) throws IOException, InterruptedException {
        try (var ours = rest(standalone)) {
            var size = sizeOf("REST", ours);
            try (var bareProcess =
                            JarProcess.of(BareRest.class, Map.of("PAYLOAD", String.valueOf(size)));
                    var bare = rest(bareProcess)) {
                compare("REST", ours, standalone, bare, bareProcess);
            }
        }
    }

    /** Asks for all, before there are other connections that would be closed for being idle. */
    private int sizeOf(String interfaceName, Caller ours) throws IOException {
        var size = ours.ask(0, tenants.getFirst());
        report.progress(interfaceName + ": answers of " + size + " bytes");
        askEachOnce(ours);
        return size;
    }

    private void compare(
            String interfaceName,
            Caller ours,
            JarProcess ourProcess,
            Caller bare,
            JarProcess bareProcess)
            throws IOException {
        var name = interfaceName.toLowerCase(Locale.ROOT);
        Load.warmUp(settings, random(bare));
        Load.warmUp(settings, random(ours));
        var peakOfOurs = peak(OURS + interfaceName, name, ours, ourProcess);
        var peakOfBare = peak(BARE + interfaceName, name + "-bare", bare, bareProcess);
        report.ratio("lookup-" + name, peakOfOurs.perSecond(), peakOfBare.perSecond());
        var halfOfOurs = half(peakOfOurs, OURS + interfaceName, ours);
        var halfOfBare = half(peakOfBare, BARE + interfaceName, bare);
        report.ratio(
                "lookup-" + name + "-p99-half-peak",
                halfOfOurs.latencies().percentile(99),
                halfOfBare.latencies().percentile(99));
    }

    /** So that all are in memory; and tells how fast that goes. */
    private void askEachOnce(Caller caller) {
        var begun = System.nanoTime();
        var next = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CALLERS; i++) {
                int number = i;
                Callable<Integer> asking =
                        () -> {
                            for (int at = next.getAndIncrement();
                                    at < tenants.size();
                                    at = next.getAndIncrement()) {
                                caller.ask(number, tenants.get(at));
                            }
                            return number;
                        };
                var _ = threads.submit(asking);
            }
        }
        report.progress(
                "each tenant once, from the database: %,.0f per second"
                        .formatted(tenants.size() * 1e9 / (System.nanoTime() - begun)));
    }

    private Load.Result peak(String what, String name, Caller caller, JarProcess process) {
        var before = process.processorTime();
        var begun = System.nanoTime();
        var result = Load.run(CALLERS, settings, random(caller));
        var calls = result.perSecond() * (System.nanoTime() - begun) / 1e9;
        report.add(what, CALLERS, result);
        report.value(
                "lookup-" + name + "-server-cpu-us",
                process.processorTime().minus(before).toNanos() / 1e3 / calls);
        return result;
    }

    private Load.Result half(Load.Result peak, String what, Caller caller) {
        return Load.halfOf(peak, what, CALLERS, settings, report, random(caller));
    }

    private Load.Call random(Caller caller) {
        return number ->
                caller.ask(
                        number % CALLERS,
                        tenants.get(ThreadLocalRandom.current().nextInt(tenants.size())));
    }

    private Caller grpc(JarProcess process) {
        var callers = new GrpcCaller(process.grpcPort(), token);
        return new Caller() {
            @Override
            public int ask(int caller, String tenantId) {
                return callers.get(caller, tenantId);
            }

            @Override
            public void close() {
                callers.close();
            }
        };
    }

    private Caller rest(JarProcess process) throws IOException {
        var connections = new KeepAliveConnection[CALLERS];
        for (int i = 0; i < CALLERS; i++) {
            connections[i] = new KeepAliveConnection(process.port(), token);
        }
        return new Caller() {
            @Override
            public int ask(int caller, String tenantId) throws IOException {
                return connections[caller].getBytes("/api/v1/tenants/" + tenantId + "/config");
            }

            @Override
            public void close() throws IOException {
                for (var connection : connections) {
                    connection.close();
                }
            }
        };
    }
}
