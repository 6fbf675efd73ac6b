package io.voc.tenancy.command.relay;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.extensions.kafka.eventhandling.KafkaMessageConverter;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.stereotype.Component;

/**
 * Sends committed events to Kafka: a batch is sent as it is read, and the relay's place in the log
 * moves only after the broker has acknowledged all of it. So every event arrives at least once, in
 * order per tenant. At an event that only a newer release knows it stops, and leaves it to nodes of
 * that.
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
    private final Sequences sequences;

    LifecycleRelay(
            LifecycleProducer producer,
            KafkaMessageConverter<String, byte[]> converter,
            Sequences sequences) {
        this.producer = producer;
        this.converter = converter;
        this.sequences = sequences;
    }

    /** Of whatever is in the log: nothing may be passed over for not being known here. */
    @EventHandler
    void on(Object event, EventMessage<?> message, UnitOfWork<?> batch) {
        batch.root()
                .<LifecycleBatch>getOrComputeResource(BATCH, _ -> begin(batch.root()))
                .add(message, converter.createKafkaMessage(message, TOPIC));
    }

    private LifecycleBatch begin(UnitOfWork<?> root) {
        var batch = new LifecycleBatch();
        root.onPrepareCommit(_ -> producer.deliver(batch.numbered(sequences)));
        return batch;
    }
}
