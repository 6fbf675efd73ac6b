package io.voc.tenancy.command.relay;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/**
 * Sees to it that the topic of the lifecycle stream is there. It is created as declared where that
 * is allowed, and never changed: with another number of partitions the order per tenant would end.
 * What is not as declared is said in the log.
 */
@Component
class LifecycleTopic {

    private static final Logger log = LoggerFactory.getLogger(LifecycleTopic.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final KafkaAdmin admin;
    private final NewTopic declared;
    private boolean isThere;
    private boolean isComplained;

    LifecycleTopic(KafkaAdmin admin, NewTopic lifecycleTopic) {
        this.admin = admin;
        this.declared = lifecycleTopic;
    }

    /**
     * Returns once the topic is there; the broker is asked only until it was once. Before the first
     * batch rather than at the start, when the broker may be away.
     *
     * @throws IllegalStateException when it is missing and may not be created
     * @throws RetriableException when the broker does not answer
     */
    synchronized void ensure() {
        if (isThere) {
            return;
        }
        var settings = new HashMap<>(admin.getConfigurationProperties());
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        try (var client = Admin.create(settings)) {
            try {
                compare(client);
            } catch (UnknownTopicOrPartitionException _) {
                create(client);
            } catch (AuthorizationException e) {
                log.warn("the topic {} can't be looked at: {}", declared.name(), e.getMessage());
            }
        }
        isThere = true;
    }

    /** The declaration in the words of Kafka's own tool. */
    String asCommand() {
        var command = new StringBuilder("kafka-topics.sh --create --topic " + declared.name());
        command.append(" --partitions ").append(declared.numPartitions());
        if (declared.replicationFactor() > 0) {
            command.append(" --replication-factor ").append(declared.replicationFactor());
        }
        settings()
                .forEach((name, value) ->
                        command.append(" --config ").append(name).append('=').append(value));
        return command.toString();
    }

    private void create(Admin client) {
        try {
            get(client.createTopics(List.of(declared)).all());
        } catch (TopicExistsException e) {
            log.debug("another node was quicker", e);
        } catch (AuthorizationException e) {
            var reason =
                    "the topic %s is missing and this process may not create it; somebody has to: %s"
                            .formatted(declared.name(), asCommand());
            complain(reason);
            throw new IllegalStateException(reason, e);
        } catch (InvalidConfigurationException | PolicyViolationException e) {
            complain(
                    "the broker does not create the topic %s as declared (%s): %s"
                            .formatted(declared.name(), asCommand(), e.getMessage()));
            throw e;
        }
    }

    /** Once, as it is tried again and again. */
    private void complain(String reason) {
        if (!isComplained) {
            log.error(reason);
            isComplained = true;
        }
    }

    private void compare(Admin client) {
        var name = declared.name();
        for (var found : get(client.describeTopics(List.of(name)).allTopicNames()).values()) {
            if (found.partitions().size() != declared.numPartitions()) {
                log.warn(
                        "the topic {} has {} partitions and not {}",
                        name,
                        found.partitions().size(),
                        declared.numPartitions());
            }
        }
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        for (var found : get(client.describeConfigs(List.of(resource)).all()).values()) {
            settings().forEach((setting, value) -> compare(found.get(setting), setting, value));
        }
    }

    private void compare(@Nullable ConfigEntry found, String setting, String value) {
        if (found != null && !value.equals(found.value())) {
            log.warn(
                    "the topic {} has {}={} and not {}",
                    declared.name(),
                    setting,
                    found.value(),
                    value);
        }
    }

    private Map<String, String> settings() {
        var settings = declared.configs();
        return settings == null ? Map.of() : new TreeMap<>(settings);
    }

    private static <T> T get(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure
                    ? failure
                    : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped before the broker answered", e);
        }
    }
}
