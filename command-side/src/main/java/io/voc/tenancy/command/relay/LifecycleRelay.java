package io.voc.tenancy.command.relay;

import io.voc.tenancy.contracts.event.DomainEvent;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.extensions.kafka.eventhandling.KafkaMessageConverter;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.List;

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

    private static final String BATCH = LifecycleRelay.class.getName();

    private final LifecycleProducer producer;
    private final KafkaMessageConverter<String, byte[]> converter;

    LifecycleRelay(LifecycleProducer producer, KafkaMessageConverter<String, byte[]> converter) {
        this.producer = producer;
        this.converter = converter;
    }

    @EventHandler
    void on(DomainEvent event, EventMessage<?> message, UnitOfWork<?> batch) {
        batch.root()
                .<List<ProducerRecord<String, byte[]>>>getOrComputeResource(
                        BATCH, _ -> begin(batch.root()))
                .add(converter.createKafkaMessage(message, TOPIC));
    }

    private List<ProducerRecord<String, byte[]>> begin(UnitOfWork<?> batch) {
        var records = new ArrayList<ProducerRecord<String, byte[]>>();
        batch.onPrepareCommit(_ -> producer.deliver(records));
        return records;
    }
}
