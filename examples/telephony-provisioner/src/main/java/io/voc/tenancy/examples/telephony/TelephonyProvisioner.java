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

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/**
 * Does one external step of onboardings: follows the lifecycle stream, does what is asked for there
 * and replies. What it is asked twice it does once and answers twice, and it forgets nothing that
 * it has not answered: its place in the stream moves after its replies are acknowledged.
 */
public final class TelephonyProvisioner implements Runnable, AutoCloseable {

    private static final String LIFECYCLE = "tenancy.lifecycle.v1";
    private static final String REPLIES = "tenancy.onboarding-replies.v1";
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final KafkaConsumer<String, String> requests;
    private final KafkaProducer<String, String> replies;
    private final Numbers numbers = new Numbers();
    private final Work work;
    private volatile boolean isClosing;

    /**
     * A worker, not yet at work.
     *
     * @param brokers host and port, several separated by commas
     * @param step the name of the step that it does
     */
    public TelephonyProvisioner(String brokers, String step) {
        work = new Work(step, numbers, Clock.systemUTC());
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
                                false,
                                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
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

    /** The ids of the onboardings that it has ordered numbers for and not released them since. */
    public Set<String> ordered() {
        return numbers.orders();
    }

    private void answer(ConsumerRecord<String, String> request) {
        work.answer(header(request, "ce_type"), request.value())
                .ifPresent(reply -> send(request, reply.toString()));
    }

    /** With the id of the request in its own, so that answering again is seen to be a repeat. */
    private void send(ConsumerRecord<String, String> request, String reply) {
        var message = new ProducerRecord<>(REPLIES, request.key(), reply);
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
