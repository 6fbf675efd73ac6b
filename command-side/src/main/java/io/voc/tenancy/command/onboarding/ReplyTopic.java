package io.voc.tenancy.command.onboarding;

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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Declares the topic of replies as soon as the broker answers. Where this process may not create
 * topics, somebody else has.
 */
@Component
class ReplyTopic implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(ReplyTopic.class);

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final KafkaAdmin admin;
    private final NewTopic topic;
    private final CountDownLatch closing = new CountDownLatch(1);

    ReplyTopic(KafkaAdmin admin, NewTopic onboardingRepliesTopic) {
        this.admin = admin;
        this.topic = onboardingRepliesTopic;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        Thread.ofVirtual().name("onboarding-replies-topic").start(this::declare);
    }

    @EventListener(ContextClosedEvent.class)
    void close() {
        closing.countDown();
    }

    private void declare() {
        try {
            while (!isDeclared() && !closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                log.debug("the topic {} can't be declared yet", topic.name());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isDeclared() {
        try {
            admin.createOrModifyTopics(topic);
            return true;
        } catch (KafkaException e) {
            return e.getRootCause() instanceof AuthorizationException;
        }
    }
}
