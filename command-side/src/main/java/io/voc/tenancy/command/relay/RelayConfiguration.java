package io.voc.tenancy.command.relay;

import io.voc.tenancy.eventstore.Processors;
import io.voc.tenancy.eventstore.log.OrderedLog;

import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.extensions.kafka.eventhandling.KafkaMessageConverter;
import org.axonframework.extensions.kafka.eventhandling.producer.DefaultProducerFactory;
import org.axonframework.extensions.kafka.eventhandling.producer.ProducerFactory;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;

import java.time.Duration;
import java.util.Map;

/** Wires the relay. */
@Configuration(proxyBeanMethods = false)
class RelayConfiguration {

    static final int SEGMENTS = 2;
    private static final int PARTITIONS = 6;
    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final int REQUEST_TIMEOUT_MS = 5_000;
    private static final int BATCH_BYTES = 256 * 1024;

    @Bean
    NewTopic lifecycleTopic() {
        return TopicBuilder.name(LifecycleRelay.TOPIC).partitions(PARTITIONS).build();
    }

    @Bean
    KafkaMessageConverter<String, byte[]> cloudEventConverter() {
        return new CloudEventConverter();
    }

    @Bean(destroyMethod = "shutDown")
    ProducerFactory<String, byte[]> lifecycleProducers(
            @Value("${spring.kafka.bootstrap-servers}") String brokers) {
        return DefaultProducerFactory.<String, byte[]>builder()
                .configuration(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                brokers,
                                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                                StringSerializer.class,
                                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                                ByteArraySerializer.class,
                                ProducerConfig.ACKS_CONFIG,
                                "all",
                                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                                true,
                                ProducerConfig.BATCH_SIZE_CONFIG,
                                BATCH_BYTES,
                                ProducerConfig.LINGER_MS_CONFIG,
                                0,
                                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                                REQUEST_TIMEOUT_MS,
                                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                                REQUEST_TIMEOUT_MS,
                                // it never gives a record up and goes on with the next; the relay
                                // does
                                // the timing
                                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                                Integer.MAX_VALUE))
                .closeTimeout(AT_ONCE)
                .build();
    }

    @Bean
    ConfigurerModule lifecycleRelayProcessor(
            OrderedLog log, ConnectionProvider connections, Serializer serializer) {
        return configurer ->
                Processors.register(
                        configurer.eventProcessing(),
                        LifecycleRelay.NAME,
                        SEGMENTS,
                        "command.processor_token",
                        log,
                        connections,
                        serializer);
    }
}
