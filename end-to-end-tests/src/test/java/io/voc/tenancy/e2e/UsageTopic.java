package io.voc.tenancy.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tells what was used on Kafka, as a service of the platform does. */
final class UsageTopic implements AutoCloseable {

    private static final String TOPIC = "tenancy.usage.v1";
    private static final String DEAD_LETTERS = "tenancy.usage.dead-letters.v1";

    private final String brokers;
    private final KafkaProducer<String, String> producer;

    UsageTopic(String brokers) {
        this.brokers = brokers;
        producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                brokers,
                                ProducerConfig.ACKS_CONFIG,
                                "all"),
                        new StringSerializer(),
                        new StringSerializer());
    }

    /** In binary mode. */
    void tell(Map<String, Object> use, Instant at) {
        var message =
                new ProducerRecord<>(
                        TOPIC,
                        String.valueOf(use.get("tenantId")),
                        JsonMapper.shared().writeValueAsString(use));
        message.headers().add("ce_specversion", "1.0".getBytes(UTF_8));
        message.headers().add("ce_time", at.toString().getBytes(UTF_8));
        var _ = producer.send(message);
    }

    /** In structured mode. */
    void tellStructured(Map<String, Object> use, String id, Instant at) {
        var event =
                Map.of(
                        "specversion",
                        "1.0",
                        "id",
                        id,
                        "source",
                        "urn:voc:media",
                        "type",
                        "io.voc.tenancy.usage.recorded.v1",
                        "time",
                        at.toString(),
                        "data",
                        use);
        var message =
                new ProducerRecord<>(
                        TOPIC,
                        String.valueOf(use.get("tenantId")),
                        JsonMapper.shared().writeValueAsString(event));
        message.headers().add("content-type", "application/cloudevents+json".getBytes(UTF_8));
        var _ = producer.send(message);
    }

    /** The reasons of a tenant's dead letters that are there now. */
    List<String> refused(String tenantId) {
        try (var consumer =
                new KafkaConsumer<>(
                        Map.<String, Object>of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            var partitions =
                    consumer.partitionsFor(DEAD_LETTERS).stream()
                            .map(it -> new TopicPartition(it.topic(), it.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var reasons = new ArrayList<String>();
            while (partitions.stream()
                    .anyMatch(it -> consumer.position(it) < ends.getOrDefault(it, 0L))) {
                for (var message : consumer.poll(Duration.ofMillis(100))) {
                    if (tenantId.equals(message.key())) {
                        reasons.add(reason(message));
                    }
                }
            }
            return reasons;
        }
    }

    @Override
    public void close() {
        producer.close();
    }

    private static String reason(ConsumerRecord<String, String> message) {
        return new String(message.headers().lastHeader("dead-letter-reason").value(), UTF_8);
    }
}
