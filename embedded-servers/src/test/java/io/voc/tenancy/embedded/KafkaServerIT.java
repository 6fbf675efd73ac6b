package io.voc.tenancy.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class KafkaServerIT {

    @TempDir Path directory;

    @Test
    void topics_and_consumed_positions_survive_a_restart_on_another_port() throws Exception {
        try (var server = KafkaServer.start(directory, 0)) {
            createTopic(server.bootstrapServers());
            send(server.bootstrapServers(), "before");
            assertThat(consume(server.bootstrapServers())).containsExactly("before");
        }
        try (var server = KafkaServer.start(directory, 0)) {
            send(server.bootstrapServers(), "after");
            assertThat(consume(server.bootstrapServers())).containsExactly("after");
        }
    }

    @Test
    void an_acknowledged_record_survives_a_kill() throws Exception {
        var other = OtherProcess.running("kafka", directory);
        var port = other.awaitStart().port();
        createTopic("127.0.0.1:" + port);
        send("127.0.0.1:" + port, "acknowledged");
        other.kill();
        try (var server = KafkaServer.start(directory, port)) {
            assertThat(consume(server.bootstrapServers())).containsExactly("acknowledged");
        }
    }

    @Test
    void a_port_in_use_is_told_before_anything_is_started() throws IOException {
        try (var taken = new ServerSocket(0, 1, Ports.address())) {
            assertThatThrownBy(() -> KafkaServer.start(directory, taken.getLocalPort()))
                    .isInstanceOf(PortInUseException.class)
                    .hasMessage("port %d for Kafka is already in use", taken.getLocalPort());
            assertThat(directory.resolve("logs")).doesNotExist();
        }
    }

    private static void createTopic(String servers) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(List.of(new NewTopic("events", 1, (short) 1))).all().get();
        }
    }

    private static void send(String servers, String value) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", servers, "acks", "all");
        try (var producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("events", value)).get();
        }
    }

    private static List<String> consume(String servers) {
        Map<String, Object> settings =
                Map.of(
                        "bootstrap.servers",
                        servers,
                        "group.id",
                        "reader",
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        false);
        var values = new ArrayList<String>();
        try (var consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("events"));
            await().until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
                return !values.isEmpty();
            });
            consumer.commitSync();
        }
        return values;
    }
}
