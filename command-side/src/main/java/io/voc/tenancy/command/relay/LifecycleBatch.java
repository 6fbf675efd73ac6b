package io.voc.tenancy.command.relay;

import io.voc.tenancy.contracts.event.DomainEvent;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Records on their way to the broker, in the order of the log, which get their numbers at last. */
final class LifecycleBatch {

    private static final String SEQUENCE = "ce_sequence";

    private final List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
    private final List<EventMessage<?>> messages = new ArrayList<>();

    void add(EventMessage<?> message, ProducerRecord<String, byte[]> unnumbered) {
        messages.add(message);
        records.add(unnumbered);
    }

    /** All records, each with its number among the events of its subject. */
    List<ProducerRecord<String, byte[]>> numbered(Sequences sequences) {
        var before = sequences.before(firstPositions());
        for (int i = 0; i < records.size(); i++) {
            var message = messages.get(i);
            var sequence =
                    isOfPlatform(message)
                            ? ((DomainEventMessage<?>) message).getSequenceNumber() + 1
                            : before.merge(tenantOf(message), 1L, Long::sum);
            records.get(i)
                    .headers()
                    .add(SEQUENCE, String.valueOf(sequence).getBytes(StandardCharsets.US_ASCII));
            if (!isOfPlatform(message)) {
                sequences.learn(tenantOf(message), Positions.of(message), sequence);
            }
        }
        return records;
    }

    /** Of each tenant in the batch. */
    private Map<String, Long> firstPositions() {
        var first = new LinkedHashMap<String, Long>();
        for (var message : messages) {
            if (!isOfPlatform(message)) {
                first.putIfAbsent(tenantOf(message), Positions.of(message));
            }
        }
        return first;
    }

    /** Then its subject is its aggregate, which numbers its events itself. */
    private static boolean isOfPlatform(EventMessage<?> message) {
        return tenantOf(message).equals(DomainEvent.PLATFORM);
    }

    private static String tenantOf(EventMessage<?> message) {
        return ((DomainEvent) message.getPayload()).tenantId();
    }
}
