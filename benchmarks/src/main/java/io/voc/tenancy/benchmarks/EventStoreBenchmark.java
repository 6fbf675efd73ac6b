package io.voc.tenancy.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;

/** The event store against the bare database and against Axon's own engine. */
final class EventStoreBenchmark {

    private static final List<Integer> CALLERS = List.of(1, 16, 64, 256);
    private static final int STOCK_CONNECTIONS = 64;

    private static final String INSERT = BareTransactions.driver() + ", one event per transaction";
    private static final String SAME_ROWS = BareTransactions.driver() + ", rows of a create-tenant";
    private static final String ENGINE = "our engine, one event per append";
    private static final String STOCK = "Axon's JDBC engine, create command";

    private final BenchmarkDatabase server;
    private final Settings settings;
    private final Report report;

    private EventStoreBenchmark(BenchmarkDatabase server, Settings settings, Report report) {
        this.server = server;
        this.settings = settings;
        this.report = report;
    }

    static void run(BenchmarkDatabase server, Settings settings, Report report) throws Exception {
        var benchmark = new EventStoreBenchmark(server, settings, report);
        var parts = new LinkedHashMap<String, Part>();
        parts.put("bare", benchmark::bare);
        parts.put("stock", benchmark::stock);
        parts.put("engine", benchmark::engine);
        parts.put("commands", benchmark::commands);
        parts.put("seen", benchmark::seen);
        for (var part : parts.entrySet()) {
            if (settings.wants(part.getKey())) {
                part.getValue().measure();
            }
        }
        benchmark.compare();
    }

    private interface Part {
        void measure() throws Exception;
    }

    private void bare() throws Exception {
        BareTransactions.tellDriver(report);
        try (var part = server.part("bare_events")) {
            BareRows.prepare(part);
            for (int callers : CALLERS) {
                BareTransactions.measure(
                        INSERT, part, BareRows.EVENT_ALONE, callers, settings, report);
            }
        }
        try (var part = server.part("bare_rows")) {
            BareRows.prepare(part);
            BareTransactions.measure(SAME_ROWS, part, BareRows.ALL, 64, settings, report);
        }
    }

    private void stock() throws Exception {
        try (var part = server.part("stock");
                var connections = part.connections(STOCK_CONNECTIONS);
                var axon = new StockAxon(connections)) {
            var tenants = new SampleTenants();
            Load.warmUp(settings, _ -> axon.create(tenants.registration()));
            for (int callers : CALLERS) {
                report.add(
                        STOCK,
                        callers,
                        Load.run(callers, settings, _ -> axon.create(tenants.registration())));
            }
        }
    }

    private void engine() throws Exception {
        try (var part = server.part("engine");
                var appender = new OwnAppender(part)) {
            Load.warmUp(settings, _ -> appender.append().get());
            for (int callers : CALLERS) {
                report.add(
                        ENGINE, callers, Load.run(callers, settings, _ -> appender.append().get()));
            }
        }
    }

    private void seen() throws Exception {
        try (var part = server.part("seen")) {
            new SeenLatency(part, settings).measure(report);
        }
    }

    private void commands() throws Exception {
        try (var part = server.part("commands");
                var node = CommandNode.start(part.database())) {
            var commands = new TenantCommands(node, settings, report);
            commands.warmUp();
            CALLERS.forEach(commands::measureCreates);
            var cached = commands.createCached();
            CALLERS.forEach(callers -> commands.measureUpdates(cached, callers));
            commands.measureOldTenant();
            try (var connections = part.connections(4)) {
                new BulkRead(connections, node.codec(), node.dataKeys()).measure(report);
            }
        }
    }

    private void compare() {
        report.ratio(
                "engine-vs-pgbench-64", report.perSecond(ENGINE, 64), report.perSecond(INSERT, 64));
        double create64 = report.perSecond(TenantCommands.CREATE, 64);
        report.ratio("create-vs-pgbench-64", create64, report.perSecond(INSERT, 64));
        report.ratio("create-vs-pgbench-same-rows-64", create64, report.perSecond(SAME_ROWS, 64));
        report.ratio(
                "create-vs-stock-16",
                report.perSecond(TenantCommands.CREATE, 16),
                report.perSecond(STOCK, 16));
        report.ratio(
                "update-vs-pgbench-64",
                report.perSecond(TenantCommands.UPDATE, 64),
                report.perSecond(INSERT, 64));
    }
}
