package io.voc.tenancy.benchmarks;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How long after a write is answered a consumer has its event, and how long after the command was
 * decided, which is before its commit: the time from the commit lies between the two.
 */
final class StreamLatency implements AutoCloseable {

    private static final int PER_SECOND = 500;
    private static final int WARM_UPS = 4;
    private static final int PATIENCE_SECONDS = 30;

    private final Map<Long, CompletableFuture<Void>> told = new ConcurrentHashMap<>();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Queue<Long> sinceDecided = new ConcurrentLinkedQueue<>();
    private volatile boolean isClosing;

    private StreamLatency(String brokers) {
        consumer =
                new KafkaConsumer<>(
                        Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        var partitions =
                consumer.partitionsFor(StreamProgress.TOPIC).stream()
                        .map(it -> new TopicPartition(StreamProgress.TOPIC, it.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Thread.ofPlatform().name("stream-reader").daemon().start(this::read);
    }

    static void measure(
            String brokers, int port, List<String> tenants, Settings settings, Report report)
            throws Exception {
        var _ = new StreamProgress(brokers).perSecond(tenants.size());
        try (var stream = new StreamLatency(brokers);
                var writes = new SteadyWrites(port, List.of(port), tenants, PER_SECOND)) {
            var result =
                    writes.run(
                            settings.warmUp().multipliedBy(WARM_UPS),
                            settings.time(),
                            stream::await);
            report.add("on the stream after an answer, 500 per second", 1, result);
            var decided = stream.sinceDecided(result.latencies().count());
            report.add("on the stream after a decision, 500 per second", 1, decided);
            report.value("stream-latency-p50-ms", decided.percentile(50));
            report.value("stream-latency-p99-ms", decided.percentile(99));
        }
    }

    /** Of so many that came last. */
    private Latencies sinceDecided(int count) {
        var latencies = new Latencies();
        sinceDecided.stream().skip(sinceDecided.size() - (long) count).forEach(latencies::add);
        return latencies;
    }

    private void await(
            KeepAliveConnection reading,
            String path,
            String other,
            KeepAliveConnection.Answer write)
            throws IOException {
        try {
            at(Long.parseLong(write.consistencyToken())).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IOException("an event did not get on the stream", e);
        }
    }

    private void read() {
        while (!isClosing) {
            for (var event : consumer.poll(Duration.ofMillis(100))) {
                var decided = Instant.parse(header(event, "ce_time"));
                sinceDecided.add(Duration.between(decided, Instant.now()).toNanos());
                at(Long.parseLong(header(event, "ce_position"))).complete(null);
            }
        }
        consumer.close();
    }

    private static String header(ConsumerRecord<?, ?> event, String name) {
        return new String(event.headers().lastHeader(name).value(), StandardCharsets.US_ASCII);
    }

    private CompletableFuture<Void> at(long position) {
        return told.computeIfAbsent(position, _ -> new CompletableFuture<>());
    }

    @Override
    public void close() {
        isClosing = true;
    }
}
