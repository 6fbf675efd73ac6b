package io.voc.tenancy.examples.directory;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Keeps a directory of all tenants from the lifecycle stream. Its place in the stream moves after
 * the directory is saved, so that after a crash events come again and none is lost; those that come
 * again are told by their sequence.
 */
public final class TenantDirectory {

    private static final String TOPIC = "tenancy.lifecycle.v1";
    private static final Duration PAUSE = Duration.ofMillis(200);

    /** So soon after a crash, another one goes on. */
    private static final int TAKEN_OVER_AFTER_MS = 10_000;

    private final KafkaConsumer<String, String> stream;
    private final Directory directory;
    private final JsonMapper json = JsonMapper.builder().build();

    private TenantDirectory(KafkaConsumer<String, String> stream, Directory directory) {
        this.stream = stream;
        this.directory = directory;
    }

    /**
     * Follows the stream of {@code KAFKA_BROKERS} until it is stopped, and keeps the directory in
     * {@code DIRECTORY_FILE}.
     */
    public static void main(String[] arguments) throws IOException {
        var variables = System.getenv();
        var file = Path.of(variables.getOrDefault("DIRECTORY_FILE", "tenants.json"));
        try (var stream =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                variables.getOrDefault("KAFKA_BROKERS", "127.0.0.1:19092"),
                                ConsumerConfig.GROUP_ID_CONFIG,
                                variables.getOrDefault("GROUP", "tenant-directory"),
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                "earliest",
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false,
                                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                                false,
                                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                                TAKEN_OVER_AFTER_MS),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            new TenantDirectory(stream, Directory.open(file)).follow();
        }
    }

    private void follow() throws IOException {
        stream.subscribe(List.of(TOPIC), new FromTheBeginningIfEmpty());
        while (true) {
            for (var event : stream.poll(PAUSE)) {
                take(event);
            }
            directory.save();
            stream.commitSync();
        }
    }

    private void take(ConsumerRecord<String, String> event) {
        var data = json.readTree(event.value());
        if (data.has("tenantId")) { // else it is of a plan
            directory.take(
                    data.path("tenantId").asString(),
                    Long.parseLong(header(event, "ce_sequence")),
                    header(event, "ce_type"),
                    data);
        }
    }

    private static String header(ConsumerRecord<?, ?> event, String name) {
        return new String(event.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    /** A new directory needs all events, whatever its group has read before. */
    private final class FromTheBeginningIfEmpty implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            if (directory.isEmpty()) {
                stream.seekToBeginning(partitions);
                partitions.forEach(stream::position); // where the beginning is
                stream.commitSync(); // before anything is saved: what was read before counts no
                // more
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            // what was taken in is saved before the next poll
        }
    }
}
