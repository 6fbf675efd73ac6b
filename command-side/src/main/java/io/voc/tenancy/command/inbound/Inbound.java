package io.voc.tenancy.command.inbound;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.GenericMessageListener;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.util.backoff.FixedBackOff;

import java.util.HashMap;
import java.util.Map;

/** How a topic is read that others write to: each node has its share, from its beginning. */
public final class Inbound {

    private static final int AGAIN_MS = 1_000;

    /** So soon it is seen that the topic is there. */
    private static final int METADATA_AGE_MS = 5_000;

    /** So soon another node has the share of one that died. */
    private static final int SESSION_MS = 10_000;

    private static final int HEARTBEAT_MS = 3_000;

    private Inbound() {}

    /**
     * Hands a topic's records to a listener. What it fails to take is handed to it again, every
     * second, until it does, and only then the next.
     *
     * @param group of the nodes that share the topic
     * @param atMost so many records at one time
     * @param ackMode when a record is done
     * @param limits further settings of the consumer
     */
    public static KafkaMessageListenerContainer<byte[], byte[]> reader(
            String brokers,
            String topic,
            String group,
            int atMost,
            AckMode ackMode,
            GenericMessageListener<?> listener,
            Map<String, Object> limits) {
        var properties = new ContainerProperties(topic);
        properties.setMessageListener(listener);
        properties.setAckMode(ackMode);
        properties.setMissingTopicsFatal(false);
        var settings = settings(brokers, group, atMost);
        settings.putAll(limits);
        var consumers =
                new DefaultKafkaConsumerFactory<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var container = new KafkaMessageListenerContainer<>(consumers, properties);
        container.setCommonErrorHandler(
                new DefaultErrorHandler(
                        new FixedBackOff(AGAIN_MS, FixedBackOff.UNLIMITED_ATTEMPTS)));
        return container;
    }

    private static Map<String, Object> settings(String brokers, String group, int atMost) {
        return new HashMap<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        brokers,
                        ConsumerConfig.GROUP_ID_CONFIG,
                        group,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        atMost,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                        METADATA_AGE_MS,
                        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                        SESSION_MS,
                        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                        HEARTBEAT_MS));
    }
}
