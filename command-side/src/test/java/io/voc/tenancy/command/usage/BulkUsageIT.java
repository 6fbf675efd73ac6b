package io.voc.tenancy.command.usage;

import static io.voc.tenancy.command.usage.LedgerDatabase.hard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.voc.tenancy.contracts.plan.LimitPeriod;
import io.voc.tenancy.contracts.plan.Metric;
import io.voc.tenancy.contracts.plan.MetricCatalogue;
import io.voc.tenancy.contracts.plan.MetricKind;
import io.voc.tenancy.testing.SharedServers;

import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Two nodes read what was used from Kafka while their connections to the database break. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BulkUsageIT {

    private static final int RECORDS = 6_000;
    private static final int DAYS_KEPT = LedgerDatabase.DAYS_KEPT;
    private static final int TOO_LARGE = 3_000_000; // unless it is compressed
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final BulkConfiguration WIRING = new BulkConfiguration();

    private static final String BREAK =
            """
            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
            """;

    private final LedgerDatabase database = new LedgerDatabase();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<KafkaMessageListenerContainer<byte[], byte[]>> readers = new ArrayList<>();
    private final KafkaProducer<String, String> producer =
            new KafkaProducer<>(
                    Map.of(
                            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                            SharedServers.kafka(),
                            ProducerConfig.ACKS_CONFIG,
                            "all",
                            ProducerConfig.COMPRESSION_TYPE_CONFIG,
                            "gzip",
                            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                            2 * TOO_LARGE),
                    new StringSerializer(),
                    new StringSerializer());

    @BeforeAll
    void start() {
        new KafkaAdmin(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, SharedServers.kafka()))
                .createOrModifyTopics(
                        WIRING.usageTopic().declared(), WIRING.usageDeadLettersTopic().declared());
        for (int i = 0; i < 2; i++) {
            var reader = reader();
            reader.start();
            readers.add(reader);
        }
    }

    @AfterAll
    void stop() {
        readers.forEach(KafkaMessageListenerContainer::stop);
        producer.close();
        database.close();
    }

    @Test
    void each_record_counts_once_whatever_breaks_and_beyond_limits() throws SQLException {
        var tenants =
                IntStream.range(0, 8)
                        .mapToObj(_ -> database.tenant(hard("calls", 100, LimitPeriod.LIFETIME)))
                        .toList();
        try (var observer = database.pool.getConnection();
                var breaking = observer.prepareStatement(BREAK)) {
            for (int i = 0; i < RECORDS; i++) {
                var tenant = tenants.get(i % tenants.size());
                send(tenant, "request-" + i);
                if (i % 10 == 0) {
                    send(tenant, "request-" + i);
                }
                if (i % (RECORDS / 3) == 0) {
                    breaking.executeQuery().close();
                }
            }
        }

        await().atMost(PATIENCE).ignoreExceptions().until(() -> counted(tenants) >= RECORDS);
        await().atMost(PATIENCE)
                .until(() ->
                        meters.counter("usage.bulk.records", "outcome", "repeat").count()
                                >= RECORDS / 10);
        assertThat(counted(tenants)).isEqualTo(RECORDS);
        assertThat(database.number("SELECT sum(overage) FROM command.usage_overage"))
                .isEqualTo(RECORDS - 100L * tenants.size());
    }

    @Test
    void what_can_not_be_counted_is_kept_with_the_reason_and_stops_nothing() {
        var tenant = database.tenant();
        var now = Instant.now();
        var old = now.minus(Duration.ofDays(DAYS_KEPT));
        var calls = data(tenant, "calls", 1, "taken");
        sendAt("a", "garbage", now);
        sendAt("b", data(tenant, "calls", 0, "none"), now);
        sendAt("c", data(tenant, "dreams", 1, "dreams"), now);
        sendAt("d", data(tenant, "concurrent-calls", 1, "place"), now);
        sendAt("e", data("ten_" + "7".repeat(26), "calls", 1, "nobody"), now);
        sendAt("f", calls, now);
        sendAt("f", data(tenant, "calls", 2, "taken"), now);
        sendAt("g", data(tenant, "calls", 1, "old"), old);
        sendAt("h", data(tenant, "calls", 1, "new"), now.plusSeconds(600));
        sendAt("i", "x".repeat(1_000_000), now);
        sendAt("j", "x".repeat(TOO_LARGE), now);

        try (var letters = deadLetters()) {
            var found = new ArrayList<ConsumerRecord<String, String>>();
            await().atMost(PATIENCE)
                    .until(() -> {
                        letters.poll(Duration.ofMillis(100)).forEach(found::add);
                        return found.stream().map(ConsumerRecord::key).distinct().count() >= 10;
                    });
            assertThat(found.stream().map(letter -> letter.key() + ' ' + reason(letter)).distinct())
                    .containsExactlyInAnyOrder(
                            "a unreadable",
                            "b invalid",
                            "c no-such-counter",
                            "d no-such-counter",
                            "e no-such-tenant",
                            "f request-id-reused",
                            "g too-old",
                            "h in-the-future",
                            "i unreadable",
                            "j unreadable");
            assertThat(found).extracting(ConsumerRecord::value).contains("garbage");
            assertThat(found)
                    .filteredOn(letter -> letter.key().equals("j"))
                    .extracting(letter -> text(letter, "dead-letter-value-bytes"))
                    .containsOnly(String.valueOf(TOO_LARGE));
            assertThat(found)
                    .filteredOn(letter -> letter.key().equals("i"))
                    .allSatisfy(letter -> assertThat(letter.value()).hasSize(1_000_000));
        }
        assertThat(counted(List.of(tenant))).isEqualTo(1);
    }

    /** A node's, with a ledger of its own. */
    private KafkaMessageListenerContainer<byte[], byte[]> reader() {
        var catalogue =
                new MetricCatalogue(
                        List.of(
                                new Metric("calls", MetricKind.COUNTER, "call", "Calls"),
                                new Metric(
                                        "concurrent-calls",
                                        MetricKind.CONCURRENCY,
                                        "call",
                                        "Calls now")));
        var clock = Clock.systemUTC();
        var usage =
                new BulkUsage(
                        database.node(clock),
                        new BulkRules(catalogue, clock, DAYS_KEPT),
                        new DeadLetters(SharedServers.kafka()),
                        meters);
        return WIRING.bulkUsageReader(SharedServers.kafka(), usage);
    }

    private void send(String tenant, String requestId) {
        sendAt(tenant, data(tenant, "calls", 1, requestId), Instant.now());
    }

    private void sendAt(String key, String value, Instant at) {
        var message = new ProducerRecord<>(BulkUsage.TOPIC, key, value);
        message.headers().add("ce_time", at.toString().getBytes(StandardCharsets.UTF_8));
        var _ = producer.send(message);
    }

    private static String data(String tenant, String metric, long amount, String requestId) {
        return """
        {"tenantId": "%s", "metric": "%s", "amount": %d, "requestId": "%s"}\
        """
                .formatted(tenant, metric, amount, requestId);
    }

    private long counted(List<String> tenants) {
        return tenants.stream()
                .mapToLong(tenant ->
                        database.number(
                                """
                                SELECT coalesce(sum(lifetime_used), 0) FROM command.usage_counter
                                WHERE tenant_id = '%s'
                                """
                                        .formatted(tenant)))
                .sum();
    }

    private static KafkaConsumer<String, String> deadLetters() {
        var consumer =
                new KafkaConsumer<>(
                        Map.<String, Object>of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, SharedServers.kafka()),
                        new StringDeserializer(),
                        new StringDeserializer());
        var partitions =
                consumer.partitionsFor(DeadLetters.TOPIC).stream()
                        .map(it -> new TopicPartition(it.topic(), it.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    private static String reason(ConsumerRecord<String, String> letter) {
        return text(letter, "dead-letter-reason");
    }

    private static String text(ConsumerRecord<String, String> letter, String header) {
        return new String(letter.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
    }
}
