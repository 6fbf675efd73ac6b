package io.voc.tenancy.command.onboarding;

import io.voc.tenancy.command.inbound.Inbound;
import io.voc.tenancy.command.inbound.InboundTopic;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

import java.util.Map;

/** Wires the replies of workers: each node reads its share of the topic. */
@Configuration(proxyBeanMethods = false)
class ReplyConfiguration {

    private static final String GROUP = "tenancy-onboarding";
    private static final int PARTITIONS = 6;
    private static final int AT_MOST = 50;

    @Bean
    InboundTopic onboardingRepliesTopic() {
        return new InboundTopic(
                TopicBuilder.name(StepReplies.TOPIC).partitions(PARTITIONS).build());
    }

    /** A reply that can't be stored is tried until it can, and only then the next. */
    @Bean
    KafkaMessageListenerContainer<byte[], byte[]> onboardingReplies(
            @Value("${spring.kafka.bootstrap-servers}") String brokers, StepReplies replies) {
        return Inbound.reader(
                brokers, StepReplies.TOPIC, GROUP, AT_MOST, AckMode.RECORD, replies, Map.of());
    }
}
