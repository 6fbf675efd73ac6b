package io.voc.tenancy.examples.telephony;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * Does one external step of onboardings: follows the lifecycle stream, does what is asked for there
 * and replies. What it is asked twice it does once and answers twice, and it forgets nothing that
 * it has not answered: its place in the stream moves after its replies are acknowledged.
 */
public final class TelephonyProvisioner implements Runnable, AutoCloseable {

    private static final String LIFECYCLE = "tenancy.lifecycle.v1";
    private static final String REPLIES = "tenancy.onboarding-replies.v1";
    private static final String REQUESTED = "io.voc.tenancy.onboarding.step.requested.v1";
    private static final String UNDO = "io.voc.tenancy.onboarding.compensation.requested.v1";
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final String step;
    private final KafkaConsumer<String, String> requests;
    private final KafkaProducer<String, String> replies;
    private final Numbers numbers = new Numbers();
    private final JsonMapper json = JsonMapper.builder().build();
    private volatile boolean isClosing;

    /**
     * A worker, not yet at work.
     *
     * @param brokers host and port, several separated by commas
     * @param step the name of the step that it does
     */
    public TelephonyProvisioner(String brokers, String step) {
        this.step = step;
        requests =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                brokers,
                                ConsumerConfig.GROUP_ID_CONFIG,
                                "telephony-provisioner-" + step,
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                "earliest",
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false),
                        new StringDeserializer(),
                        new StringDeserializer());
        replies =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                brokers,
                                ProducerConfig.ACKS_CONFIG,
                                "all"),
                        new StringSerializer(),
                        new StringSerializer());
    }

    /** Works with the brokers of {@code KAFKA_BROKERS} until it is stopped. */
    public static void main(String[] arguments) {
        var brokers = System.getenv().getOrDefault("KAFKA_BROKERS", "127.0.0.1:19092");
        var step = System.getenv().getOrDefault("STEP", "provision-telephony");
        var worker = new TelephonyProvisioner(brokers, step);
        Runtime.getRuntime().addShutdownHook(new Thread(worker::close));
        worker.run();
    }

    @Override
    public void run() {
        try (requests;
                replies) {
            requests.subscribe(List.of(LIFECYCLE));
            while (!isClosing) {
                for (var message : requests.poll(PAUSE)) {
                    answer(message);
                }
                requests.commitSync();
            }
        } catch (WakeupException e) {
            if (!isClosing) {
                throw e;
            }
        }
    }

    /** Stops the work within a moment; what is not answered yet will be by the next worker. */
    @Override
    public void close() {
        isClosing = true;
        requests.wakeup();
    }

    private void answer(ConsumerRecord<String, String> message) {
        var type = header(message, "ce_type");
        var event = json.readTree(message.value());
        if (!event.path("step").asString("").equals(step)) {
            return;
        }
        if (type.equals(REQUESTED)) {
            var region = event.path("region").asString();
            var isDone = numbers.order(event.path("onboardingId").asString(), region);
            reply(message, event, isDone ? Optional.empty() : Optional.of("region-not-served"));
        } else if (type.equals(UNDO)) {
            numbers.release(event.path("onboardingId").asString());
            reply(message, event, Optional.empty());
        }
    }

    /** With the id of the request in its own, so that answering again is seen to be a repeat. */
    private void reply(
            ConsumerRecord<String, String> request, JsonNode event, Optional<String> failure) {
        var body = json.createObjectNode();
        for (var field : List.of("onboardingId", "step", "attempt")) {
            body.set(field, event.path(field));
        }
        body.put("outcome", failure.isPresent() ? "FAILED" : "COMPLETED");
        failure.ifPresent(code -> body.put("code", code).put("retryable", false));
        var message = new ProducerRecord<>(REPLIES, request.key(), body.toString());
        var id = "telephony-provisioner-" + header(request, "ce_id");
        message.headers().add("ce_id", id.getBytes(StandardCharsets.UTF_8));
        try {
            replies.send(message).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the reply was not acknowledged", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped before the reply was acknowledged", e);
        }
    }

    private static String header(ConsumerRecord<?, ?> message, String name) {
        var header = message.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
