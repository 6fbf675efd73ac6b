package io.voc.tenancy.command.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import io.voc.tenancy.contracts.event.EventCatalogue;
import io.voc.tenancy.eventstore.secrecy.SealedText;
import io.voc.tenancy.eventstore.serialization.EventSerializer;

import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Each event that the log can hold, as it is stored, and what the world is told of it. */
class PublicEventsTest {

    private static final Path STORED = Path.of("../event-store/src/test/resources/approved");

    static final List<Class<?>> EVENTS = EventCatalogue.events().toList();

    private final EventSerializer serializer = new EventSerializer(SealedText.erased());
    private final JsonMapper json =
            JsonMapper.builder()
                    .changeDefaultPropertyInclusion(
                            inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .build();

    @ParameterizedTest
    @FieldSource("EVENTS")
    void each_event_is_told_as_its_schema_says(Class<?> event) throws IOException {
        var told = PublicEvents.of(stored(event));

        var data = json.<JsonNode>valueToTree(told);
        var name = told.type().replace("io.voc.tenancy.", "");
        var schema =
                json.readTree(
                        PublicEventsTest.class.getResourceAsStream(
                                "/contracts/events/" + name + ".schema.json"));
        assertThat(
                        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                                .getSchema(schema)
                                .validate(data))
                .isEmpty();
    }

    @Test
    void what_is_not_known_here_is_never_passed_over() {
        assertThatThrownBy(() -> PublicEvents.of("an event of a newer release"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Object stored(Class<?> event) throws IOException {
        var type = EventCatalogue.typeOf(event);
        var file = STORED.resolve(type.name() + ".r" + type.revision() + ".json");
        return serializer.deserialize(
                new SimpleSerializedObject<>(
                        Files.readAllBytes(file),
                        byte[].class,
                        type.name(),
                        String.valueOf(type.revision())));
    }
}
