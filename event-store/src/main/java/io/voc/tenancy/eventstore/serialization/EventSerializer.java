package io.voc.tenancy.eventstore.serialization;

import static java.util.function.UnaryOperator.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.voc.tenancy.contracts.event.EventCatalogue;
import io.voc.tenancy.contracts.event.EventType;

import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.jspecify.annotations.Nullable;

import tools.jackson.databind.DeserializationFeature;

import java.util.Map;

/**
 * Writes events as JSON under the name and revision of their {@link EventType}, never under a class
 * name.
 */
public final class EventSerializer extends Jackson3Serializer {

    private final Map<String, Class<?>> classesByName =
            EventCatalogue.events()
                    .collect(
                            toUnmodifiableMap(
                                    event -> EventCatalogue.typeOf(event).name(), identity()));

    public EventSerializer() {
        super(
                Jackson3Serializer.builder()
                        .jsonMapperBuilderCustomizer(mapper ->
                                mapper.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                                        .changeDefaultPropertyInclusion(inclusion ->
                                                inclusion.withValueInclusion(
                                                        JsonInclude.Include.NON_NULL))));
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"}) // the overridden method is raw
    public SerializedType typeForClass(@Nullable Class type) {
        if (type == null || !type.isAnnotationPresent(EventType.class)) {
            return super.typeForClass(type);
        }
        var eventType = EventCatalogue.typeOf(type);
        return new SimpleSerializedType(eventType.name(), String.valueOf(eventType.revision()));
    }

    @Override
    protected String resolveClassName(SerializedType type) {
        var event = classesByName.get(type.getName());
        return event == null ? super.resolveClassName(type) : event.getName();
    }
}
