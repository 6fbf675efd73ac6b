package io.voc.tenancy.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How long after its answer a write is seen by readers at other nodes: two nodes of each side
 * behind a gateway, at a steady rate of writes.
 */
final class VisibilityBenchmark {

    private static final int TENANTS = 1_000;
    private static final int PER_SECOND = 200;
    private static final int WARM_UPS = 4;

    private final Settings settings;
    private final Report report;
    private final SteadyWrites writes;

    private VisibilityBenchmark(Settings settings, Report report, SteadyWrites writes) {
        this.settings = settings;
        this.report = report;
        this.writes = writes;
    }

    static void run(BenchmarkDatabase server, Settings settings, Report report) throws Exception {
        try (var part = server.part("visibility")) {
            var tenants = CommandNode.registered(part.database(), TENANTS);
            var environment =
                    Map.of(
                            "DATABASE_URL", part.database().databaseUrl(),
                            "KAFKA_BROKERS", CommandNode.NOBODY_LISTENS,
                            "MASTER_KEY", CommandNode.MASTER_KEY);
            report.progress("starting two nodes of each side and a gateway");
            try (var command = JarProcess.start("command-side", environment);
                    var otherCommand = JarProcess.start("command-side", environment);
                    var query = JarProcess.start("query-side", environment);
                    var otherQuery = JarProcess.start("query-side", environment);
                    var gateway =
                            JarProcess.start(
                                    "gateway",
                                    Map.of(
                                            "COMMAND_URL",
                                            command.url() + "," + otherCommand.url(),
                                            "QUERY_URL",
                                            query.url() + "," + otherQuery.url()));
                    var writes =
                            new SteadyWrites(
                                    gateway.port(),
                                    List.of(query.port(), otherQuery.port()),
                                    tenants,
                                    PER_SECOND)) {
                new VisibilityBenchmark(settings, report, writes).measure();
            }
        }
    }

    private void measure() throws InterruptedException {
        report.progress("warming up");
        var warmUp = settings.warmUp().multipliedBy(WARM_UPS);
        for (var sight : List.of(plain(), polling(), withToken())) {
            var _ = writes.run(Duration.ZERO, warmUp, sight);
        }
        var read = measure("read of another tenant after a write", plain());
        var told = measure("seen with the write's token", withToken());
        var polled = measure("seen by polling without it", polling());
        for (int percent : List.of(50, 99)) {
            report.value("visible-token-p%d-ms".formatted(percent), told.percentile(percent));
            report.value("visible-polling-p%d-ms".formatted(percent), polled.percentile(percent));
            report.ratio(
                    "visible-token-vs-read-p" + percent,
                    told.percentile(percent),
                    read.percentile(percent));
            report.ratio(
                    "visible-polling-vs-read-p" + percent,
                    polled.percentile(percent),
                    read.percentile(percent));
        }
    }

    private Latencies measure(String what, SteadyWrites.Sight sight) throws InterruptedException {
        var result = writes.run(settings.warmUp(), settings.time(), sight);
        report.add(what, 1, result);
        return result.latencies();
    }

    /** What a read takes that has nothing to wait for. */
    private static SteadyWrites.Sight plain() {
        return (reader, path, other, write) -> checked(reader.get(other, ""));
    }

    private static SteadyWrites.Sight withToken() {
        return (reader, path, other, write) -> {
            var read = checked(reader.get(path, write.consistencyToken()));
            if (read.version() < write.version()) {
                throw new IOException("the token was not kept to");
            }
        };
    }

    private static SteadyWrites.Sight polling() {
        return (reader, path, other, write) -> {
            while (checked(reader.get(path, "")).version() < write.version()) {
                // again at once
            }
        };
    }

    private static KeepAliveConnection.Answer checked(KeepAliveConnection.Answer answer)
            throws IOException {
        if (answer.status() != 200) {
            throw new IOException("answered " + answer.status());
        }
        return answer;
    }
}
