package io.voc.tenancy.benchmarks;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How much is on the lifecycle stream. */
final class StreamProgress {

    static final String TOPIC = "tenancy.lifecycle.v1";

    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final int SAMPLE = 1_000;

    private final String brokers;

    StreamProgress(String brokers) {
        this.brokers = brokers;
    }

    /** Waits until there are so many events; the rate is that from the first one on. */
    double perSecond(long events) throws InterruptedException {
        try (var consumer = consumer()) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            long first = await(consumer, 1, deadline);
            long begun = System.nanoTime();
            await(consumer, events, deadline);
            return (events - first) * 1e9 / (System.nanoTime() - begun);
        }
    }

    /** Of the first records, with key and headers. */
    int bytesPerRecord() {
        try (var consumer = consumer()) {
            consumer.assign(partitions(consumer));
            consumer.seekToBeginning(consumer.assignment());
            long bytes = 0;
            int count = 0;
            while (count < SAMPLE) {
                for (var message : consumer.poll(Duration.ofSeconds(1))) {
                    bytes += bytes(message);
                    count++;
                }
            }
            return (int) (bytes / count);
        }
    }

    private static long bytes(ConsumerRecord<?, ?> message) {
        long bytes = (long) message.serializedKeySize() + message.serializedValueSize();
        for (var header : message.headers()) {
            bytes += (long) header.key().length() + header.value().length;
        }
        return bytes;
    }

    private static long await(KafkaConsumer<?, ?> consumer, long events, long deadline)
            throws InterruptedException {
        long there = 0;
        while ((there = count(consumer)) < events) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("only %d events came".formatted(there));
            }
            Thread.sleep(20);
        }
        return there;
    }

    private static long count(KafkaConsumer<?, ?> consumer) {
        return consumer.endOffsets(partitions(consumer)).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer) {
        return consumer.listTopics().getOrDefault(TOPIC, List.of()).stream()
                .map(it -> new TopicPartition(TOPIC, it.partition()))
                .toList();
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
