package io.voc.tenancy.command.onboarding;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.voc.tenancy.command.Commands;
import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.identity.Role;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand.RecordRefusedReply;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.contracts.rejection.RejectionKind;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.stereotype.Component;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Hears from Kafka what workers say of steps. What comes twice has its effect once; what is wrong
 * or late is refused and kept on record; what can't be stored right now is waited for.
 */
@Component
class StepReplies implements MessageListener<byte[], byte[]> {

    static final String TOPIC = "tenancy.onboarding-replies.v1";

    private static final Logger log = LoggerFactory.getLogger(StepReplies.class);

    private static final Actor WORKER = new Actor("kafka:" + TOPIC, Set.of(Role.SERVICE), null);
    private static final Pattern ID = Pattern.compile("[!-~]{1,200}");
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private final Commands commands;
    private final Clock clock;
    private final Counter refused;

    StepReplies(Commands commands, Clock clock, MeterRegistry meters) {
        this.commands = commands;
        this.clock = clock;
        this.refused = meters.counter("onboarding.replies.refused");
    }

    @Override
    public void onMessage(ConsumerRecord<byte[], byte[]> message) {
        read(message).ifPresent(reply -> take(reply, id(message)));
    }

    private void take(StepReply reply, String replyId) {
        try {
            commands.send(reply.command(clock.instant()), WORKER);
        } catch (Rejection refusal) {
            rethrowIfTransient(refusal);
            refused.increment();
            record(reply, replyId, refusal.code());
        }
    }

    private void record(StepReply reply, String replyId, RejectionCode code) {
        log.info("a reply about {} was refused: {}", reply.onboardingId(), code.code());
        try {
            commands.send(
                    new RecordRefusedReply(
                            reply.onboardingId(), reply.step(), replyId, code.code()),
                    WORKER);
        } catch (Rejection refusal) { // there is no such onboarding
            rethrowIfTransient(refusal);
        }
    }

    private static void rethrowIfTransient(Rejection refusal) {
        if (refusal.code().kind() == RejectionKind.UNAVAILABLE) {
            throw refusal;
        }
    }

    /** Without what it says, which may be anything. */
    private Optional<StepReply> read(ConsumerRecord<byte[], byte[]> message) {
        try {
            if (message.value() != null) {
                return Optional.ofNullable(JSON.readValue(message.value(), StepReply.class));
            }
        } catch (JacksonException | IllegalArgumentException e) {
            log.debug("a reply can't be read", e);
        }
        refused.increment();
        log.warn("the record {} is no reply and is left out", place(message));
        return Optional.empty();
    }

    private static String id(ConsumerRecord<byte[], byte[]> message) {
        var header = message.headers().lastHeader("ce_id");
        return Optional.ofNullable(header)
                .map(it -> new String(it.value(), StandardCharsets.UTF_8))
                .filter(id -> ID.matcher(id).matches())
                .orElseGet(() -> place(message));
    }

    private static String place(ConsumerRecord<byte[], byte[]> message) {
        return message.topic() + '-' + message.partition() + '@' + message.offset();
    }
}
