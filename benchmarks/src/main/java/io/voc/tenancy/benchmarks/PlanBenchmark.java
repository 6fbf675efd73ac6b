package io.voc.tenancy.benchmarks;

import io.voc.tenancy.benchmarks.BenchmarkDatabase.Part;
import io.voc.tenancy.contracts.plan.Enforcement;
import io.voc.tenancy.contracts.plan.Limit;
import io.voc.tenancy.contracts.plan.PlanCommand.ReplacePlan;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * A change of a plan that many tenants have: one commit that touches none of them. Beside it, in
 * turn by one caller, the bare statements: of one row, and of one row for each tenant.
 */
final class PlanBenchmark {

    private static final int TENANTS = 100_000;
    private static final String PLAN = "growth";

    private static final List<String> FILL =
            List.of(
                    """
                    INSERT INTO command.tenant_gate (tenant_id, status, plan)
                    SELECT 'ten_' || lpad(n::text, 26, '0'), 'ACTIVE', 'growth' FROM generate_series(1, %d) n
                    """
                            .formatted(TENANTS),
                    "UPDATE command.plan SET tenants = %d WHERE name = 'growth'".formatted(TENANTS),
                    "CREATE TABLE bare_plan (LIKE command.plan INCLUDING ALL)",
                    "INSERT INTO bare_plan SELECT * FROM command.plan",
                    """
                    CREATE TABLE bare_tenant (tenant_id text COLLATE "C" PRIMARY KEY, limits jsonb NOT NULL)
                        WITH (fillfactor = 50)
                    """,
                    """
                    INSERT INTO bare_tenant SELECT tenant_id, limits
                    FROM command.tenant_gate JOIN command.plan ON plan.name = tenant_gate.plan
                    """,
                    "VACUUM ANALYZE command.tenant_gate, command.plan, bare_plan, bare_tenant");
    private static final String ONE_ROW =
            "UPDATE bare_plan SET limits = jsonb_set(limits, '{0,amount}', to_jsonb(?::bigint)) WHERE name = 'growth'";
    private static final String EACH_TENANT =
            "UPDATE bare_tenant SET limits = jsonb_set(limits, '{0,amount}', to_jsonb(?::bigint))";

    /** Of those that take long. */
    private static final int ROUNDS = 10;

    private final Settings settings;
    private final Report report;
    private final CommandNode node;
    private final Connection bare;
    private long amount = 1_000;

    private PlanBenchmark(Settings settings, Report report, CommandNode node, Connection bare) {
        this.settings = settings;
        this.report = report;
        this.node = node;
        this.bare = bare;
    }

    static void run(BenchmarkDatabase server, Settings settings, Report report) throws Exception {
        try (var part = server.part("plan");
                var node = CommandNode.start(part.database())) {
            fill(part, report);
            try (var pool = part.connections(1);
                    var bare = pool.getConnection()) {
                new PlanBenchmark(settings, report, node, bare).measure();
            }
        }
    }

    private static void fill(Part part, Report report) throws SQLException {
        report.progress("giving " + TENANTS + " tenants one plan");
        for (var statement : FILL) {
            part.execute(statement);
        }
    }

    private void measure() throws SQLException {
        alternate(settings.warmUp().toNanos(), new Latencies(), new Latencies());
        var ours = new Latencies();
        var oneRow = new Latencies();
        alternate(settings.time().toNanos(), ours, oneRow);
        var eachTenant = new Latencies();
        for (int i = 0; i < ROUNDS; i++) {
            eachTenant.add(updated(EACH_TENANT));
        }
        report.add("change of a plan of " + TENANTS + " tenants", 1, ours);
        report.add("bare UPDATE of one row", 1, oneRow);
        report.add("bare UPDATE of a row for each tenant", 1, eachTenant);
        for (int percent : List.of(50, 99)) {
            var taken = ours.percentile(percent);
            report.value("plan-change-p" + percent + "-ms", taken);
            report.ratio("plan-change-vs-one-row-p" + percent, taken, oneRow.percentile(percent));
        }
        report.ratio(
                "each-tenant-vs-plan-change-p50", eachTenant.percentile(50), ours.percentile(50));
    }

    private void alternate(long nanos, Latencies ours, Latencies oneRow) throws SQLException {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end) {
            ours.add(changed());
            oneRow.add(updated(ONE_ROW));
        }
    }

    private long changed() {
        var limits = List.of(new Limit("api-keys", ++amount, null, Enforcement.HARD, List.of(80)));
        long started = System.nanoTime();
        node.send(new ReplacePlan(PLAN, null, limits));
        return System.nanoTime() - started;
    }

    private long updated(String sql) throws SQLException {
        long started = System.nanoTime();
        try (var update = bare.prepareStatement(sql)) {
            update.setLong(1, ++amount);
            update.executeUpdate();
        }
        return System.nanoTime() - started;
    }
}
