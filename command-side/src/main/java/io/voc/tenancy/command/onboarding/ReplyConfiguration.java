package io.voc.tenancy.command.onboarding;

import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.util.backoff.FixedBackOff;

import java.util.Map;

/** Wires the replies of workers: each node reads its share of the topic. */
@Configuration(proxyBeanMethods = false)
class ReplyConfiguration {

    private static final String GROUP = "tenancy-onboarding";
    private static final int PARTITIONS = 6;
    private static final int AGAIN_MS = 1_000;
    private static final int AT_MOST = 50;

    /** So soon it is seen that the topic is there. */
    private static final int METADATA_AGE_MS = 5_000;

    @Bean
    NewTopic onboardingRepliesTopic() {
        return TopicBuilder.name(StepReplies.TOPIC).partitions(PARTITIONS).build();
    }

    /** A reply that can't be stored is tried until it can, and only then the next. */
    @Bean
    KafkaMessageListenerContainer<String, byte[]> onboardingReplies(
            @Value("${spring.kafka.bootstrap-servers}") String brokers, StepReplies replies) {
        var consumers =
                new DefaultKafkaConsumerFactory<String, byte[]>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                brokers,
                                ConsumerConfig.GROUP_ID_CONFIG,
                                GROUP,
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                "earliest",
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false,
                                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                                AT_MOST,
                                ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                                METADATA_AGE_MS),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        var properties = new ContainerProperties(StepReplies.TOPIC);
        properties.setMessageListener(replies);
        properties.setAckMode(AckMode.RECORD);
        properties.setMissingTopicsFatal(false);
        var container = new KafkaMessageListenerContainer<>(consumers, properties);
        container.setCommonErrorHandler(
                new DefaultErrorHandler(
                        new FixedBackOff(AGAIN_MS, FixedBackOff.UNLIMITED_ATTEMPTS)));
        return container;
    }
}
