package io.voc.tenancy.command.relay;

import io.voc.tenancy.eventstore.Processors;
import io.voc.tenancy.eventstore.log.EventCodec;
import io.voc.tenancy.eventstore.log.LogSignal;
import io.voc.tenancy.eventstore.log.OrderedLog;

import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
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

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import javax.sql.DataSource;

/** Wires the relay. */
@Configuration(proxyBeanMethods = false)
class RelayConfiguration {

    static final int SEGMENTS = 2;
    private static final int BATCH = 2_000;
    private static final int PARTITIONS = 6;
    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final int REQUEST_TIMEOUT_MS = 5_000;
    private static final int BATCH_BYTES = 256 * 1024;

    /**
     * Kept for ever, so that whoever comes later can read all of it. The number of partitions is
     * for ever too: with another one a tenant's events would move to another partition.
     */
    @Bean
    NewTopic lifecycleTopic(@Value("${tenancy.kafka-replicas:-1}") short replicas) {
        var settings =
                new HashMap<>(
                        Map.of(
                                TopicConfig.CLEANUP_POLICY_CONFIG,
                                TopicConfig.CLEANUP_POLICY_DELETE,
                                TopicConfig.RETENTION_MS_CONFIG,
                                "-1",
                                TopicConfig.RETENTION_BYTES_CONFIG,
                                "-1"));
        if (replicas > 2) {
            settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, String.valueOf(replicas - 1));
        }
        return new NewTopic(LifecycleRelay.TOPIC, PARTITIONS, replicas).configs(settings);
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
            DataSource database,
            LogSignal signal,
            EventCodec codec,
            ConnectionProvider connections,
            Serializer serializer) {
        var log = new OrderedLog(database, codec.withoutSecrets(), signal);
        return configurer ->
                Processors.register(
                        configurer.eventProcessing(),
                        LifecycleRelay.NAME,
                        SEGMENTS,
                        BATCH,
                        "command.processor_token",
                        log,
                        connections,
                        serializer);
    }
}
