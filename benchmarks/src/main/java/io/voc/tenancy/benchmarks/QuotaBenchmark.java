package io.voc.tenancy.benchmarks;

import io.voc.tenancy.command.usage.Ledger;
import io.voc.tenancy.command.usage.LedgerEntry.Consumption;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Consuming quota, against a bare conditional update and a bare increment in memory. */
final class QuotaBenchmark {

    private static final int CALLERS = 64;
    private static final int DAYS = 7;
    private static final int CONNECTIONS = 8;
    private static final int MANY = 1_000;
    private static final int ALL = 100_000;

    private static final String TENANTS =
            """
            INSERT INTO command.plan (name, limits, tenants) VALUES ('measured',
                '[{"metric": "calls", "amount": 1000000000000, "period": "MONTH", "enforcement": "HARD", "warnAtPercent": []}]', %1$d);
            INSERT INTO command.tenant_gate (tenant_id, status, plan)
            SELECT 'ten_' || lpad(n::text, 26, '0'), 'ACTIVE', 'measured' FROM generate_series(0, %1$d - 1) AS n
            """
                    .formatted(ALL);

    private static final String BARE =
            """
            CREATE TABLE quota (tenant integer PRIMARY KEY, used bigint NOT NULL, allowed bigint NOT NULL) WITH (fillfactor = 50);
            INSERT INTO quota SELECT n, 0, 1000000000000 FROM generate_series(0, %d - 1) AS n
            """
                    .formatted(ALL);

    private final Settings settings;
    private final Report report;
    private final Ledger ledger;
    private final BenchmarkDatabase.Part part;

    private QuotaBenchmark(
            Settings settings, Report report, Ledger ledger, BenchmarkDatabase.Part part) {
        this.settings = settings;
        this.report = report;
        this.ledger = ledger;
        this.part = part;
    }

    static void run(BenchmarkDatabase server, Settings settings, Report report) throws Exception {
        try (var part = server.part("quota")) {
            part.migrate();
            part.migrateCommandSide();
            part.execute(TENANTS);
            part.execute(BARE);
            try (var pool = part.connections(CONNECTIONS);
                    var ledger = new Ledger(pool, Clock.systemUTC(), DAYS, () -> {});
                    var redis = RedisGets.start(CALLERS)) {
                if (settings.wants("process")) {
                    new QuotaBenchmark(settings, report, ledger, part).compare(redis);
                }
            }
            if (settings.wants("grpc")) {
                new ConsumeOverGrpc(settings, report).compare(part, MANY);
            }
        }
    }

    private void compare(RedisGets redis) throws Exception {
        report.progress("warming up");
        Load.warmUp(settings, _ -> consume(MANY));
        var hot = measure("consume, 1 tenant", _ -> consume(1));
        var many = measure("consume, 1,000 tenants", _ -> consume(MANY));
        var all = measure("consume, 100,000 tenants", _ -> consume(ALL));
        var increments = measure("Redis INCR", redis::increment);
        if (Pgbench.isInstalled()) {
            report.ratio("consume-hot-vs-pgbench", hot, bare(1));
            report.ratio("consume-1000-vs-pgbench", many, bare(MANY));
            report.ratio("consume-100000-vs-pgbench", all, bare(ALL));
        }
        report.ratio("consume-1000-vs-redis", many, increments);
    }

    private double measure(String what, Load.Call call) {
        var result = Load.run(CALLERS, settings, call);
        report.add(what, CALLERS, result);
        return result.perSecond();
    }

    private double bare(int tenants) throws Exception {
        var rate =
                Pgbench.run(
                        part.database(),
                        List.of(
                                """
                                UPDATE quota SET used = used + 1
                                WHERE tenant = (SELECT floor(random() * %d)::integer) AND used + 1 <= allowed
                                """
                                        .formatted(tenants)
                                        .strip()),
                        CALLERS,
                        settings);
        report.add("pgbench, conditional UPDATE, %,d tenants".formatted(tenants), CALLERS, rate);
        return rate;
    }

    private void consume(int tenants) {
        ledger.submit(new Consumption(anyOf(tenants), "calls", 1, UUID.randomUUID().toString()))
                .join();
    }

    /** Cheap, as it is made anew for each call. */
    static String anyOf(int tenants) {
        var number = String.valueOf(ThreadLocalRandom.current().nextInt(tenants));
        return "ten_" + "0".repeat(26 - number.length()) + number;
    }
}
