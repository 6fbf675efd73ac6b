package io.voc.tenancy.command.inbound;

import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Declares the topics as soon as the broker answers. Where this process may not create topics,
 * somebody else has.
 */
@Component
class InboundTopics implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(InboundTopics.class);

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final KafkaAdmin admin;
    private final List<NewTopic> topics;
    private final CountDownLatch closing = new CountDownLatch(1);

    InboundTopics(KafkaAdmin admin, List<InboundTopic> topics) {
        this.admin = admin;
        this.topics = topics.stream().map(InboundTopic::declared).toList();
    }

    @Override
    public void run(ApplicationArguments arguments) {
        Thread.ofVirtual().name("inbound-topics").start(this::declare);
    }

    @EventListener(ContextClosedEvent.class)
    void close() {
        closing.countDown();
    }

    private void declare() {
        var missing = new ArrayList<>(topics);
        try {
            do {
                missing.removeIf(this::isDeclared);
            } while (!missing.isEmpty() && !closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isDeclared(NewTopic topic) {
        try {
            admin.createOrModifyTopics(topic);
            return true;
        } catch (KafkaException e) {
            log.debug("the topic {} can't be declared yet", topic.name());
            return e.getRootCause() instanceof AuthorizationException;
        }
    }
}
