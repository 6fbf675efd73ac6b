package io.voc.tenancy.command.relay;

import io.voc.tenancy.contracts.event.DomainEvent;

import org.apache.kafka.clients.producer.RecordMetadata;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.extensions.kafka.eventhandling.KafkaMessageConverter;
import org.axonframework.extensions.kafka.eventhandling.producer.ProducerFactory;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Sends committed events to Kafka: a batch is sent as it is read, and the relay's place in the log
 * moves only after the broker has acknowledged all of it. So every event arrives at least once, in
 * order per tenant.
 */
@Component
@ProcessingGroup(LifecycleRelay.NAME)
@DisallowReplay
class LifecycleRelay {

    static final String NAME = "lifecycle-relay";
    static final String TOPIC = "tenancy.lifecycle.v1";

    private static final String SENT = LifecycleRelay.class.getName();

    private final ProducerFactory<String, byte[]> producers;
    private final KafkaMessageConverter<String, byte[]> converter;

    LifecycleRelay(
            ProducerFactory<String, byte[]> producers,
            KafkaMessageConverter<String, byte[]> converter) {
        this.producers = producers;
        this.converter = converter;
    }

    @EventHandler
    void on(DomainEvent event, EventMessage<?> message, UnitOfWork<?> batch) {
        batch.root()
                .<List<Future<RecordMetadata>>>getOrComputeResource(SENT, _ -> begin(batch.root()))
                .add(producers.createProducer().send(converter.createKafkaMessage(message, TOPIC)));
    }

    private static List<Future<RecordMetadata>> begin(UnitOfWork<?> batch) {
        var sent = new ArrayList<Future<RecordMetadata>>();
        batch.onPrepareCommit(_ -> awaitAcknowledgements(sent));
        return sent;
    }

    private static void awaitAcknowledgements(List<Future<RecordMetadata>> sent) {
        try {
            for (var acknowledgement : sent) {
                acknowledgement.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped before the broker acknowledged the batch", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "the broker did not acknowledge the batch", e.getCause());
        }
    }
}
