package io.voc.tenancy.eventstore.serialization;

import static java.util.function.UnaryOperator.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.event.EventCatalogue;
import io.voc.tenancy.contracts.event.EventType;
import io.voc.tenancy.eventstore.secrecy.DataKeys;
import io.voc.tenancy.eventstore.secrecy.SealedText;
import io.voc.tenancy.eventstore.secrecy.SecretsInClear;

import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.jspecify.annotations.Nullable;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Map;

/**
 * Writes events as JSON under the name and revision of their {@link EventType}, never under a class
 * name, and what is sensitive in them encrypted.
 */
public final class EventSerializer extends Jackson3Serializer {

    private final Map<String, Class<?>> classesByName =
            EventCatalogue.events()
                    .collect(
                            toUnmodifiableMap(
                                    event -> EventCatalogue.typeOf(event).name(), identity()));

    private final Map<Class<?>, SensitiveComponents> sensitive;

    public EventSerializer(DataKeys keys) {
        this(new SealedText(keys));
    }

    /**
     * Where {@link SealedText#erased} is given, events read as after their tenant's purge, and no
     * key is asked for.
     */
    public EventSerializer(SealedText text) {
        super(
                Jackson3Serializer.builder()
                        .jsonMapperBuilderCustomizer(mapper ->
                                mapper.addModule(new SecretsInClear())
                                        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                                        .changeDefaultPropertyInclusion(inclusion ->
                                                inclusion.withValueInclusion(
                                                        JsonInclude.Include.NON_NULL))));
        sensitive =
                EventCatalogue.events()
                        .filter(SensitiveComponents::areIn)
                        .collect(
                                toUnmodifiableMap(
                                        identity(),
                                        event ->
                                                new SensitiveComponents(
                                                        event, getObjectMapper(), text)));
    }

    @Override
    public <T> SerializedObject<T> serialize(@Nullable Object object, Class<T> representation) {
        var components = object == null ? null : sensitive.get(object.getClass());
        if (components == null || !(object instanceof DomainEvent event)) {
            return super.serialize(object, representation);
        }
        var json = getObjectMapper().writeValueAsBytes(components.seal(event));
        return new SimpleSerializedObject<>(
                getConverter().convert(json, representation),
                representation,
                typeForClass(event.getClass()));
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // so is the overridden method
    public <S, T> T deserialize(SerializedObject<S> stored) {
        var event = classesByName.get(stored.getType().getName());
        var components = event == null ? null : sensitive.get(event);
        if (components == null) {
            return super.deserialize(stored);
        }
        return super.deserialize(
                new SimpleSerializedObject<>(
                        opened(stored, components), JsonNode.class, stored.getType()));
    }

    /** Of JSON that is already read, a copy: an upcaster may hold it too. */
    private JsonNode opened(SerializedObject<?> stored, SensitiveComponents components) {
        var json =
                stored.getData() instanceof byte[] bytes
                        ? getObjectMapper().readTree(bytes)
                        : getConverter().convert(stored, JsonNode.class).getData().deepCopy();
        if (json instanceof ObjectNode fields) { // else whoever reads on will say
            components.open(fields);
        }
        return json;
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
