package io.voc.tenancy.benchmarks;

import io.voc.tenancy.embedded.KafkaServer;

import java.nio.file.Path;
import java.util.Map;

/**
 * What leaves the log: how fast a long one gets on the lifecycle stream, how soon a commit does,
 * and how fast the log is verified.
 */
final class StreamBenchmark {

    private static final int TENANTS = 1_000;

    private StreamBenchmark() {}

    static void run(BenchmarkDatabase server, Settings settings, Report report) throws Exception {
        if (settings.wants("relay")) {
            relay(server, settings, report);
        }
        if (settings.wants("latency")) {
            latency(server, settings, report);
        }
        if (settings.wants("chain")) {
            ChainVerification.measure(server, settings, report);
        }
    }

    private static void relay(BenchmarkDatabase server, Settings settings, Report report)
            throws Exception {
        try (var folder = new TemporaryFolder();
                var part = server.part("relay");
                var kafka = KafkaServer.start(Path.of(folder.path()), 0)) {
            report.progress("loading %,d events".formatted(settings.events()));
            LongLog.load(part, settings.events());
            var stream = new StreamProgress(kafka.bootstrapServers());
            try (var _ = JarProcess.start("command-side", environment(part, kafka))) {
                report.add("relay from the beginning", 1, stream.perSecond(settings.events()));
            }
            var size = stream.bytesPerRecord();
            report.value("relay-record-bytes", size);
            report.add(
                    ProducerTool.NAME,
                    1,
                    ProducerTool.perSecond(kafka.bootstrapServers(), settings.events(), size));
            report.ratio(
                    "relay-vs-producer-perf-test",
                    report.perSecond("relay from the beginning", 1),
                    report.perSecond(ProducerTool.NAME, 1));
        }
    }

    private static void latency(BenchmarkDatabase server, Settings settings, Report report)
            throws Exception {
        try (var folder = new TemporaryFolder();
                var part = server.part("stream_latency");
                var kafka = KafkaServer.start(Path.of(folder.path()), 0)) {
            var tenants = CommandNode.registered(part.database(), TENANTS);
            try (var command = JarProcess.start("command-side", environment(part, kafka))) {
                StreamLatency.measure(
                        kafka.bootstrapServers(), command.port(), tenants, settings, report);
            }
        }
    }

    private static Map<String, String> environment(BenchmarkDatabase.Part part, KafkaServer kafka) {
        return Map.of(
                "DATABASE_URL", part.database().databaseUrl(),
                "KAFKA_BROKERS", kafka.bootstrapServers(),
                "MASTER_KEY", CommandNode.MASTER_KEY);
    }
}
