package io.voc.tenancy.e2e;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The lifecycle stream as a consumer reads it. A record, of whatever tenant, that {@code
 * asyncapi.yaml} does not allow fails the reading.
 */
final class LifecycleStream {

    private static final String TOPIC = AsyncApi.topic();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private LifecycleStream() {}

    /** A CloudEvent in binary mode. */
    record Received(String key, Map<String, String> headers, JsonNode data, String raw) {

        String type() {
            return headers.getOrDefault("ce_type", "").replace("io.voc.tenancy.", "");
        }

        String id() {
            return headers.getOrDefault("ce_id", "");
        }

        long sequence() {
            return Long.parseLong(headers.getOrDefault("ce_sequence", "0"));
        }
    }

    /**
     * The tenant's events from the beginning, in order; returns when there are so many, or when
     * patience ends.
     */
    static List<Received> of(String brokers, String tenantId, int count) {
        var received = new ArrayList<Received>();
        try (var consumer = fromTheBeginning(brokers)) {
            var deadline = System.nanoTime() + PATIENCE.toNanos();
            while (received.size() < count && System.nanoTime() < deadline) {
                take(consumer, received);
                received.removeIf(event -> !tenantId.equals(event.key()));
            }
        }
        return received;
    }

    /** The tenant's events that are there now, repeats included. */
    static List<Received> soFar(String brokers, String tenantId) {
        return soFar(brokers).stream().filter(event -> tenantId.equals(event.key())).toList();
    }

    /** All events that are there now, repeats included; those of a subject in their order. */
    static List<Received> soFar(String brokers) {
        var received = new ArrayList<Received>();
        try (var consumer = fromTheBeginning(brokers)) {
            var ends = consumer.endOffsets(consumer.assignment());
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                take(consumer, received);
            }
        }
        return received;
    }

    /** Of the topic. */
    static List<TopicPartition> partitions(String brokers) {
        try (var consumer = consumer(brokers)) {
            return partitions(consumer);
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<String, String> consumer) {
        return consumer.partitionsFor(TOPIC).stream()
                .map(partition -> new TopicPartition(TOPIC, partition.partition()))
                .toList();
    }

    private static KafkaConsumer<String, String> fromTheBeginning(String brokers) {
        var consumer = consumer(brokers);
        var partitions = partitions(consumer);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    private static KafkaConsumer<String, String> consumer(String brokers) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers,
                        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class,
                        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class));
    }

    private static void take(KafkaConsumer<String, String> consumer, List<Received> received) {
        consumer.poll(Duration.ofMillis(100))
                .forEach(message -> {
                    var event = received(message);
                    Conformance.check(event);
                    received.add(event);
                });
    }

    private static Received received(ConsumerRecord<String, String> message) {
        var headers = new TreeMap<String, String>();
        message.headers()
                .forEach(header ->
                        headers.put(
                                header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return new Received(
                message.key(), headers, JSON.readTree(message.value()), headers + message.value());
    }
}
