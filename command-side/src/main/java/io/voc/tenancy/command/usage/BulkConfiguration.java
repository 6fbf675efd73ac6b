package io.voc.tenancy.command.usage;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.voc.tenancy.command.inbound.Inbound;
import io.voc.tenancy.command.inbound.InboundTopic;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

import java.util.Collection;
import java.util.Map;

/** Wires usage in bulk: each node reads its share of the topic. */
@Configuration(proxyBeanMethods = false)
class BulkConfiguration {

    private static final String GROUP = "tenancy-usage";
    private static final int PARTITIONS = 6;

    /** As many as the ledger stores in a few transactions. */
    private static final int AT_MOST = 1_000;

    private static final int FETCH_BYTES = 4 * 1024 * 1024;
    private static final String LAG = "records-lag"; // of a partition, as the consumer knows it

    @Bean
    InboundTopic usageTopic() {
        return new InboundTopic(TopicBuilder.name(BulkUsage.TOPIC).partitions(PARTITIONS).build());
    }

    @Bean
    InboundTopic usageDeadLettersTopic() {
        return new InboundTopic(
                TopicBuilder.name(DeadLetters.TOPIC)
                        .partitions(PARTITIONS)
                        .config(
                                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                                String.valueOf(DeadLetters.MOST_BYTES))
                        .build());
    }

    @Bean
    KafkaMessageListenerContainer<byte[], byte[]> bulkUsageReader(
            @Value("${spring.kafka.bootstrap-servers}") String brokers, BulkUsage usage) {
        return Inbound.reader(
                brokers,
                BulkUsage.TOPIC,
                GROUP,
                AT_MOST,
                AckMode.BATCH,
                usage,
                Map.of(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES));
    }

    @Bean
    Gauge bulkUsageLag(
            KafkaMessageListenerContainer<byte[], byte[]> bulkUsageReader, MeterRegistry meters) {
        return Gauge.builder("usage.bulk.lag", bulkUsageReader, BulkConfiguration::lag)
                .register(meters);
    }

    /** Records that are there and not read yet, of this node's share. */
    private static double lag(KafkaMessageListenerContainer<byte[], byte[]> reader) {
        return reader.metrics().values().stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .filter(metric -> metric.metricName().name().equals(LAG))
                .map(Metric::metricValue)
                .mapToDouble(value -> value instanceof Double lag && !lag.isNaN() ? lag : 0)
                .sum();
    }
}
