package io.voc.tenancy.benchmarks;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kafka's own {@code kafka-producer-perf-test}, in a process of its own, with the relay's settings.
 */
final class ProducerTool {

    static final String NAME = "kafka-producer-perf-test";

    private static final String MAIN = "org.apache.kafka.tools.ProducerPerformance";
    private static final String TOPIC = "bare";
    private static final int PARTITIONS = 6;
    private static final Pattern TOTAL =
            Pattern.compile("^\\d+ records sent, ([0-9.]+) records/sec.*99\\.9th.*");

    private ProducerTool() {}

    static double perSecond(String brokers, int records, int bytes)
            throws IOException, InterruptedException, ExecutionException {
        try (var admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers))) {
            admin.createTopics(
                            List.of(new NewTopic(TOPIC, Optional.of(PARTITIONS), Optional.empty())))
                    .all()
                    .get();
        }
        var tool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                "-XX:+UseG1GC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                MAIN,
                                "--topic",
                                TOPIC,
                                "--num-records",
                                String.valueOf(records),
                                "--record-size",
                                String.valueOf(bytes),
                                "--throughput",
                                "-1",
                                "--producer-props",
                                "bootstrap.servers=" + brokers,
                                "acks=all",
                                "enable.idempotence=true",
                                "batch.size=262144",
                                "linger.ms=0",
                                "compression.type=none")
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (var lines = tool.inputReader()) {
            return lines.lines()
                    .map(TOTAL::matcher)
                    .filter(Matcher::matches)
                    .mapToDouble(total -> Double.parseDouble(total.group(1)))
                    .reduce((_, last) -> last)
                    .orElseThrow(() -> new IOException("the tool told no rate"));
        } finally {
            tool.waitFor();
        }
    }
}
