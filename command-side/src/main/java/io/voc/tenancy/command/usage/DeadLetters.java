package io.voc.tenancy.command.usage;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Keeps records that can't be counted, as they came, with the reason in headers. After a crash, one
 * may be there twice.
 */
@Component
class DeadLetters implements DisposableBean {

    static final String TOPIC = "tenancy.usage.dead-letters.v1";

    /** Room for the largest record that a broker takes by default, and our headers. */
    static final int MOST_BYTES = 2 * 1024 * 1024;

    private static final int LONGEST_DETAIL = 300;
    private static final int TIMEOUT_MS = 5_000;
    private static final int PATIENCE_MS = 15_000;
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final String brokers;
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    DeadLetters(@Value("${spring.kafka.bootstrap-servers}") String brokers) {
        this.brokers = brokers;
    }

    /** How much of a record is kept: as much as the broker takes. */
    private enum Part {
        ALL,
        WITHOUT_VALUE,
        REASON
    }

    /** A record, and why it is not counted. */
    record DeadLetter(ConsumerRecord<byte[], byte[]> message, UnusableRecordException why) {

        private ProducerRecord<byte[], byte[]> toSend(Part part) {
            var headers =
                    part == Part.REASON
                            ? new RecordHeaders()
                            : new RecordHeaders(message.headers().toArray());
            add(headers, "reason", why.reason().text());
            add(headers, "detail", detail());
            add(headers, "topic", message.topic());
            add(headers, "partition", String.valueOf(message.partition()));
            add(headers, "offset", String.valueOf(message.offset()));
            if (part != Part.ALL) {
                add(headers, "value-bytes", String.valueOf(message.serializedValueSize()));
            }
            return new ProducerRecord<>(
                    TOPIC,
                    null,
                    part == Part.REASON ? null : message.key(),
                    part == Part.ALL ? message.value() : null,
                    headers);
        }

        private String detail() {
            var detail = String.valueOf(why.getMessage());
            return detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL));
        }

        private static void add(RecordHeaders headers, String name, String value) {
            headers.add("dead-letter-" + name, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * Sends some and waits until the broker has them.
     *
     * @throws IllegalStateException when it has not in time
     */
    void send(List<DeadLetter> letters) {
        if (letters.isEmpty()) {
            return;
        }
        var sending = letters.stream().map(letter -> sent(letter, Part.ALL)).toList();
        for (int i = 0; i < letters.size(); i++) {
            try {
                await(sending.get(i));
            } catch (RecordTooLargeException _) { // was compressed when it came
                sendLess(letters.get(i));
            }
        }
    }

    private void sendLess(DeadLetter letter) {
        try {
            await(sent(letter, Part.WITHOUT_VALUE));
        } catch (RecordTooLargeException _) {
            await(sent(letter, Part.REASON));
        }
    }

    @Override
    public synchronized void destroy() {
        if (producer != null) {
            producer.close(AT_ONCE);
        }
    }

    private Future<RecordMetadata> sent(DeadLetter letter, Part part) {
        return producer().send(letter.toSend(part));
    }

    private static void await(Future<RecordMetadata> sending) {
        try {
            sending.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped before the broker had a dead letter", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RecordTooLargeException tooLarge) {
                throw tooLarge;
            }
            throw new IllegalStateException("the broker did not take a dead letter", e.getCause());
        }
    }

    /** Made with the first letter: most nodes need none. */
    private synchronized KafkaProducer<byte[], byte[]> producer() {
        if (producer == null) {
            producer =
                    new KafkaProducer<>(
                            Map.of(
                                    ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                    brokers,
                                    ProducerConfig.ACKS_CONFIG,
                                    "all",
                                    ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                                    true,
                                    ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                                    MOST_BYTES,
                                    ProducerConfig.MAX_BLOCK_MS_CONFIG,
                                    TIMEOUT_MS,
                                    ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                                    TIMEOUT_MS,
                                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                                    PATIENCE_MS),
                            new ByteArraySerializer(),
                            new ByteArraySerializer());
        }
        return producer;
    }
}
