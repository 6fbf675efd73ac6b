package io.voc.tenancy.command.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LifecycleRelayIT {

    private static final Actor OPERATOR = new Actor("ops", Set.of(Role.PLATFORM_ADMIN), null);
    private static final int CHANGES = 200;

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
        process = CommandSideNode.start(Application.class);
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
        var positions = new ArrayList<Long>();
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
                                var position = message.headers().lastHeader("ce_position");
                                positions.add(
                                        Long.valueOf(
                                                new String(
                                                        position.value(), StandardCharsets.UTF_8)));
                            }
                        });
            }
        }
        return positions;
    }

    private static long end(Map<TopicPartition, Long> ends, TopicPartition partition) {
        return ends.getOrDefault(partition, 0L);
    }
}
