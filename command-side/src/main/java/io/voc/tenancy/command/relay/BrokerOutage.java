package io.voc.tenancy.command.relay;

import org.axonframework.common.AxonConfigurationException;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Rests the relay while the broker is away. Its shares go to nodes that still reach the broker, and
 * it goes on as soon as the broker answers, however long a back-off has grown in the meantime.
 */
@Component
class BrokerOutage {

    private static final Logger log = LoggerFactory.getLogger(BrokerOutage.class);

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final ObjectProvider<EventProcessingConfiguration> processing;
    private final AtomicBoolean isOn = new AtomicBoolean();
    private final CountDownLatch closing = new CountDownLatch(1);

    BrokerOutage(ObjectProvider<EventProcessingConfiguration> processing) {
        this.processing = processing;
    }

    @EventListener(ContextClosedEvent.class)
    void close() {
        closing.countDown();
    }

    /** Rests the relay, if it does not rest already, until the broker answers. */
    void rest(BooleanSupplier brokerAnswers) {
        if (isOn.compareAndSet(false, true)) {
            Thread.ofVirtual().name("broker-outage").start(() -> sitOut(brokerAnswers));
        }
    }

    private void sitOut(BooleanSupplier brokerAnswers) {
        try {
            sitOut(relay(), brokerAnswers);
        } catch (AxonConfigurationException e) { // still starting: its back-off is short
            log.debug("the relay can't rest yet", e);
        } finally {
            isOn.set(false);
        }
    }

    private void sitOut(StreamingEventProcessor relay, BooleanSupplier brokerAnswers) {
        try {
            log.warn("the broker is away: the relay rests");
            relay.shutdownAsync().join();
            while (!isClosing() && !brokerAnswers.getAsBoolean()) {
                log.debug("the broker is still away");
            }
        } finally {
            if (!isClosing()) {
                log.info("the relay goes on");
                begin(relay);
            }
        }
    }

    private static void begin(StreamingEventProcessor relay) {
        for (int segment = 0; segment < RelayConfiguration.SEGMENTS; segment++) {
            relay.releaseSegment(segment, 1, TimeUnit.MILLISECONDS); // ends its back-off
        }
        relay.start();
    }

    /** Waits a little for it. */
    private boolean isClosing() {
        try {
            return closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private StreamingEventProcessor relay() {
        return processing
                .getObject()
                .eventProcessor(LifecycleRelay.NAME, StreamingEventProcessor.class)
                .orElseThrow();
    }
}
