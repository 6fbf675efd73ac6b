package io.voc.tenancy.command.relay;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.axonframework.extensions.kafka.eventhandling.producer.ProducerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Delivers batches whole and in order. A producer that failed to is thrown away with all it still
 * holds, so that what the broker has is always a beginning of what was sent, and sending the batch
 * again can repeat but never reorder.
 */
@Component
class LifecycleProducer {

    private static final Logger log = LoggerFactory.getLogger(LifecycleProducer.class);

    /** Less than the time after which another node may take over the relay's segment. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final ProducerFactory<String, byte[]> producers;
    private final LifecycleTopic topic;
    private final BrokerOutage outage;
    private final Counter sent;

    LifecycleProducer(
            ProducerFactory<String, byte[]> producers,
            LifecycleTopic topic,
            BrokerOutage outage,
            MeterRegistry metrics) {
        this.producers = producers;
        this.topic = topic;
        this.outage = outage;
        sent =
                Counter.builder("lifecycle.relay.events")
                        .description("events that the broker has acknowledged, repeats included")
                        .register(metrics);
    }

    /**
     * Sends the records and waits until the broker has acknowledged each.
     *
     * @throws IllegalStateException when it has not within 8 seconds, or refuses one
     */
    void deliver(List<ProducerRecord<String, byte[]>> records) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        var isDelivered = false;
        try {
            topic.ensure();
            for (var acknowledgement : send(records)) {
                acknowledgement.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
            isDelivered = true;
            sent.increment(records.size());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped before the broker acknowledged the batch", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker did not take the batch", e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("the broker did not acknowledge the batch in time", e);
        } finally {
            if (!isDelivered) {
                discard();
                outage.rest(this::brokerAnswers);
            }
        }
    }

    /** Waits some seconds for the broker; that it refuses is an answer too. */
    private boolean brokerAnswers() {
        try {
            topic.ensure();
            return !producer().partitionsFor(LifecycleRelay.TOPIC).isEmpty();
        } catch (KafkaException | IllegalStateException e) {
            log.debug("no answer of the broker", e);
            return false;
        }
    }

    private List<Future<RecordMetadata>> send(List<ProducerRecord<String, byte[]>> records)
            throws InterruptedException, ExecutionException {
        var producer = producer();
        var acknowledgements = new ArrayList<Future<RecordMetadata>>(records.size());
        for (var message : records) {
            var acknowledgement = producer.send(message);
            if (acknowledgement.isDone()) {
                acknowledgement.get(); // a refusal comes at once: none may be sent after it
            }
            acknowledgements.add(acknowledgement);
        }
        return acknowledgements;
    }

    private synchronized Producer<String, byte[]> producer() {
        return producers.createProducer(); // the same one until it is discarded
    }

    private synchronized void discard() {
        producers.shutDown();
    }
}
