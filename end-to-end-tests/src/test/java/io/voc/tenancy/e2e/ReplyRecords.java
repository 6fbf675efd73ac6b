package io.voc.tenancy.e2e;

import static org.awaitility.Awaitility.await;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;

import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The topic on which workers reply, as one of them writes to it. */
final class ReplyRecords {

    private static final String TOPIC = "tenancy.onboarding-replies.v1";
    private static final String GROUP = "tenancy-onboarding";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String REFUSAL =
            """
            SELECT payload ->> 'code' FROM event_store.readable_event
            WHERE type = 'onboarding.reply-refused' AND payload ->> 'replyId' = ?
            """;

    private final Standalone installation;
    private final Map<TopicPartition, Long> sent = new HashMap<>();

    ReplyRecords(Standalone installation) {
        this.installation = installation;
    }

    /** The id of the record that says this. */
    String send(Onboardings onboarding, WayToReply.Said said) {
        var id = UUID.randomUUID().toString();
        send(onboarding, said, id);
        return id;
    }

    void send(Onboardings onboarding, WayToReply.Said said, String id) {
        var reply = new HashMap<String, Object>();
        reply.put("onboardingId", onboarding.id());
        reply.put("step", said.step());
        reply.put("attempt", said.attempt());
        reply.put("outcome", said.isDone() ? "COMPLETED" : "FAILED");
        if (!said.isDone()) {
            reply.putAll(Map.of("code", said.code(), "retryable", said.isRetryable()));
        }
        send(onboarding.tenantId(), JsonMapper.shared().writeValueAsString(reply), id);
    }

    void send(String key, String value, String id) {
        try (var producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                installation.kafkaBrokers(),
                                ProducerConfig.ACKS_CONFIG,
                                "all"),
                        new StringSerializer(),
                        new StringSerializer())) {
            var message = new ProducerRecord<>(TOPIC, key, value);
            message.headers().add("ce_id", id.getBytes(StandardCharsets.UTF_8));
            var there = AtOnce.<RecordMetadata>result(producer.send(message));
            sent.put(new TopicPartition(TOPIC, there.partition()), there.offset());
        }
    }

    /** Returns once all that was sent has been dealt with. */
    void awaitHeard() {
        try (var admin =
                Admin.create(
                        Map.of(
                                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                installation.kafkaBrokers()))) {
            await().atMost(PATIENCE)
                    .until(() ->
                            sent.entrySet().stream()
                                    .allMatch(it -> heard(admin, it.getKey()) > it.getValue()));
        }
    }

    /** The code with which the reply was refused, as the log has it. */
    Optional<String> refusalOf(String id) {
        return new Database(installation).texts(REFUSAL, id).stream().findFirst();
    }

    private static long heard(Admin admin, TopicPartition partition) {
        var places = admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata();
        var place = AtOnce.result(places.toCompletionStage().toCompletableFuture()).get(partition);
        return place == null ? 0 : place.offset();
    }
}
