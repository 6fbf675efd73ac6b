package io.voc.tenancy.command.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.testing.SharedServers;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.kafka.core.KafkaAdmin;

import java.util.List;
import java.util.Map;
import java.util.UUID;

@ExtendWith(OutputCaptureExtension.class)
class LifecycleTopicIT {

    private final Map<String, Object> settings =
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, SharedServers.kafka());
    private final Admin admin = Admin.create(settings);
    private final String name = "lifecycle-" + UUID.randomUUID();
    private final NewTopic declared =
            new NewTopic(name, 6, (short) -1)
                    .configs(Map.of("cleanup.policy", "delete", "retention.ms", "-1"));

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void is_created_as_declared() throws Exception {
        new LifecycleTopic(new KafkaAdmin(settings), declared).ensure();

        assertThat(partitions()).isEqualTo(6);
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        assertThat(admin.describeConfigs(List.of(resource)).all().get().values())
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.get("retention.ms").value()).isEqualTo("-1");
                    assertThat(found.get("cleanup.policy").value()).isEqualTo("delete");
                });
    }

    @Test
    void that_is_there_otherwise_is_left_alone_and_the_log_says_so(CapturedOutput output)
            throws Exception {
        admin.createTopics(
                        List.of(
                                new NewTopic(name, 2, (short) -1)
                                        .configs(Map.of("cleanup.policy", "compact"))))
                .all()
                .get();

        new LifecycleTopic(new KafkaAdmin(settings), declared).ensure();

        assertThat(partitions()).isEqualTo(2);
        assertThat(output)
                .contains("the topic " + name + " has 2 partitions and not 6")
                .contains("has cleanup.policy=compact and not delete");
    }

    @Test
    void is_declared_in_the_words_of_kafkas_tool() {
        assertThat(new LifecycleTopic(new KafkaAdmin(settings), declared).asCommand())
                .isEqualTo(
                        "kafka-topics.sh --create --topic %s --partitions 6 --config cleanup.policy=delete --config retention.ms=-1"
                                .formatted(name));
    }

    private int partitions() throws Exception {
        return admin.describeTopics(List.of(name)).allTopicNames().get().values().stream()
                .mapToInt(topic -> topic.partitions().size())
                .sum();
    }
}
