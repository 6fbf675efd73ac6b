package io.voc.tenancy.command.relay;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.extensions.kafka.eventhandling.KafkaMessageConverter;

import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Writes committed events as public CloudEvents in binary mode, keyed by tenant. Their numbers are
 * added when their batch is complete.
 */
final class CloudEventConverter implements KafkaMessageConverter<String, byte[]> {

    private static final URI SOURCE = URI.create("urn:voc:tenancy");
    private static final String JSON = "application/json";
    private static final String POSITION = "position";

    /** Of its own, as the public form must not change with a setting of the application. */
    private final JsonMapper json =
            JsonMapper.builder()
                    .changeDefaultPropertyInclusion(
                            inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .build();

    @Override
    public ProducerRecord<String, byte[]> createKafkaMessage(
            EventMessage<?> message, String topic) {
        var event = PublicEvents.of(message.getPayload());
        var cloudEvent =
                CloudEventBuilder.v1()
                        .withId(message.getIdentifier())
                        .withSource(SOURCE)
                        .withType(event.type())
                        .withSubject(event.subject())
                        .withTime(message.getTimestamp().atOffset(ZoneOffset.UTC))
                        .withExtension(POSITION, String.valueOf(Positions.of(message)))
                        .withData(JSON, json.writeValueAsBytes(event))
                        .build();
        return KafkaMessageFactory.<String>createWriter(topic, event.subject())
                .writeBinary(cloudEvent);
    }

    @Override
    public Optional<EventMessage<?>> readKafkaMessage(ConsumerRecord<String, byte[]> message) {
        throw new UnsupportedOperationException("the lifecycle stream is only written here");
    }
}
