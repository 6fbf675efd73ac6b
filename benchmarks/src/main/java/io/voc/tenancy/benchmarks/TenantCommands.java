package io.voc.tenancy.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Commands to tenants through the whole command side, from the bus to the commit. */
final class TenantCommands {

    static final String CREATE = "create-tenant command";
    static final String UPDATE = "update-tenant command, aggregates cached";

    private static final int CACHED = 1_000;

    private final CommandNode node;
    private final SampleTenants tenants = new SampleTenants();
    private final Settings settings;
    private final Report report;

    TenantCommands(CommandNode node, Settings settings, Report report) {
        this.node = node;
        this.settings = settings;
        this.report = report;
    }

    void warmUp() {
        Load.warmUp(settings, _ -> node.send(tenants.registration()));
    }

    void measureCreates(int callers) {
        report.add(
                CREATE,
                callers,
                Load.run(callers, settings, _ -> node.send(tenants.registration())));
    }

    /** Each caller updates tenants of its own, so that none waits for another's. */
    void measureUpdates(List<String> tenantIds, int callers) {
        var turns = new int[callers];
        report.add(
                UPDATE,
                callers,
                Load.run(
                        callers,
                        settings,
                        caller -> {
                            int own = tenantIds.size() / callers;
                            int turn = turns[caller]++ % own;
                            node.send(tenants.change(tenantIds.get(caller * own + turn)));
                        }));
    }

    /** Creates the tenants that are updated. */
    List<String> createCached() {
        return Stream.generate(this::created).limit(CACHED).toList();
    }

    /** Updates of a tenant with a long past and of new ones, in turn by one caller. */
    void measureOldTenant() {
        var old = created();
        report.progress("giving a tenant " + settings.pastEvents() + " past events");
        for (int i = 1; i < settings.pastEvents(); i++) {
            node.send(tenants.change(old));
        }
        compare(old, "in memory", "old-tenant-update-vs-new", _ -> {});
        compare(old, "not in memory", "old-tenant-update-vs-new-uncached", node::forget);
    }

    private void compare(String old, String where, String ratio, Consumer<String> before) {
        var ofOld = new Latencies();
        var ofNew = new Latencies();
        updateInTurn(old, before, new Latencies(), new Latencies(), settings.warmUp());
        updateInTurn(old, before, ofOld, ofNew, settings.time());
        report.add("update of a tenant with a long past, " + where, 1, ofOld);
        report.add("update of a new tenant, " + where, 1, ofNew);
        report.ratio(ratio, ofOld.percentile(50), ofNew.percentile(50));
    }

    private void updateInTurn(
            String old, Consumer<String> before, Latencies ofOld, Latencies ofNew, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            ofOld.add(update(old, before));
            ofNew.add(update(created(), before));
        }
    }

    private long update(String tenantId, Consumer<String> before) {
        var change = tenants.change(tenantId);
        before.accept(tenantId);
        long started = System.nanoTime();
        node.send(change);
        return System.nanoTime() - started;
    }

    private String created() {
        var registration = tenants.registration();
        node.send(registration);
        return registration.tenantId();
    }
}
