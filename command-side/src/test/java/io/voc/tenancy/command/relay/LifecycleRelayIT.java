package io.voc.tenancy.command.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.voc.tenancy.command.CommandSide;
import io.voc.tenancy.command.CommandSideNode;
import io.voc.tenancy.command.Commands;
import io.voc.tenancy.command.Ids;
import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.identity.Role;
import io.voc.tenancy.contracts.identity.TypeId;
import io.voc.tenancy.contracts.tenant.TenantCommand.RegisterTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.ReplaceTenantProfile;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.testing.SharedServers;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.extensions.kafka.eventhandling.producer.ProducerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.Stream;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LifecycleRelayIT {

    private static final Actor OPERATOR = new Actor("ops", Set.of(Role.PLATFORM_ADMIN), null);
    private static final int CHANGES = 200;
    private static final int TENANTS = 10;

    private final String database = SharedServers.freshDatabase().databaseUrl();

    @SuppressWarnings("NullAway.Init") // set before all
    private ConfigurableApplicationContext process;

    /** A command side whose broker can be made to refuse. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(CommandSide.class)
    static class Application {

        @Bean
        AtomicBoolean refusing() {
            return new AtomicBoolean();
        }

        @Bean
        @Primary
        ProducerFactory<String, byte[]> refusableProducers(
                @Qualifier("lifecycleProducers") ProducerFactory<String, byte[]> producers,
                AtomicBoolean refusing) {
            return new ProducerFactory<>() {
                @Override
                public Producer<String, byte[]> createProducer() {
                    if (refusing.get()) {
                        throw new TimeoutException("the broker is away");
                    }
                    return producers.createProducer();
                }

                @Override
                public void shutDown() {
                    producers.shutDown();
                }
            };
        }
    }

    @BeforeAll
    void start() {
        process = CommandSideNode.start(Application.class, database);
    }

    @AfterAll
    void stop() {
        process.close();
    }

    @Test
    void what_could_not_be_sent_is_sent_later_in_order_and_nothing_is_lost() {
        var commands = process.getBean(Commands.class);
        var refusing = process.getBean(AtomicBoolean.class);
        var id = register(commands);
        await().until(() -> received(id).size() == 1);

        refusing.set(true);
        for (int i = 0; i < CHANGES; i++) {
            commands.send(
                    new ReplaceTenantProfile(id, "Name " + i, "ops@acme.example", Map.of()),
                    OPERATOR);
        }
        refusing.set(false);

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(firstOccurrences(id)).hasSize(CHANGES + 1));
        var positions = firstOccurrences(id);
        assertThat(positions).isSorted();
    }

    @Test
    void nodes_that_come_and_go_share_the_tenants_and_repeat_nothing() {
        var commands = process.getBean(Commands.class);
        var tenants = Stream.generate(() -> register(commands)).limit(TENANTS).toList();
        try (var other = CommandSideNode.start(Application.class, database)) {
            for (int segment = 0; segment < RelayConfiguration.SEGMENTS; segment++) {
                relayOf(process).releaseSegment(segment, 15, TimeUnit.SECONDS);
            }
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> {
                        rename(commands, tenants);
                        return sentBy(other) > 0;
                    });
            rename(commands, tenants);
        }
        rename(commands, tenants);
        var changes = eventsOf(tenants.getFirst());

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(tenants)
                                .allSatisfy(tenant ->
                                        assertThat(headers(tenant, "ce_sequence"))
                                                .containsExactlyElementsOf(
                                                        LongStream.rangeClosed(1, changes)
                                                                .boxed()
                                                                .toList())));
    }

    private static double sentBy(ConfigurableApplicationContext node) {
        return node.getBean(MeterRegistry.class).get("lifecycle.relay.events").counter().count();
    }

    private static StreamingEventProcessor relayOf(ConfigurableApplicationContext node) {
        return node.getBean(EventProcessingConfiguration.class)
                .eventProcessor(LifecycleRelay.NAME, StreamingEventProcessor.class)
                .orElseThrow();
    }

    private static void rename(Commands commands, List<String> tenants) {
        for (var tenant : tenants) {
            commands.send(
                    new ReplaceTenantProfile(
                            tenant, "Name " + System.nanoTime(), "ops@acme.example", Map.of()),
                    OPERATOR);
        }
    }

    /** How many events the tenant has. */
    private long eventsOf(String tenant) {
        return process.getBean(JdbcClient.class)
                .sql("SELECT count(*) FROM event_store.event WHERE tenant_id = ?")
                .param(tenant)
                .query(Long.class)
                .single();
    }

    private String register(Commands commands) {
        var id = process.getBean(Ids.class).next(TypeId.TENANT);
        commands.send(
                new RegisterTenant(
                        id,
                        id.replace("_", "-"),
                        "Acme",
                        "ops@acme.example",
                        "eu-central",
                        "growth",
                        Map.of(),
                        TenantStatus.ACTIVE),
                OPERATOR);
        return id;
    }

    /** The positions as a consumer that drops repeats sees them. */
    private static List<Long> firstOccurrences(String tenantId) {
        return received(tenantId).stream().distinct().toList();
    }

    private static List<Long> received(String tenantId) {
        return headers(tenantId, "ce_position");
    }

    /** A header that is a number, of each record of the tenant. */
    private static List<Long> headers(String tenantId, String name) {
        var numbers = new ArrayList<Long>();
        try (var consumer =
                new KafkaConsumer<String, String>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, SharedServers.kafka(),
                                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                                        StringDeserializer.class,
                                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                                        StringDeserializer.class))) {
            var partitions =
                    consumer.partitionsFor(LifecycleRelay.TOPIC).stream()
                            .map(partition ->
                                    new TopicPartition(LifecycleRelay.TOPIC, partition.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < end(ends, partition))) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(message -> {
                            if (tenantId.equals(message.key())) {
                                var number = message.headers().lastHeader(name);
                                numbers.add(
                                        Long.valueOf(
                                                new String(
                                                        number.value(), StandardCharsets.UTF_8)));
                            }
                        });
            }
        }
        return numbers;
    }

    private static long end(Map<TopicPartition, Long> ends, TopicPartition partition) {
        return ends.getOrDefault(partition, 0L);
    }
}
