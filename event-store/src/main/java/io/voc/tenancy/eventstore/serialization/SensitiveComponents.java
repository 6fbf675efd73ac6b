package io.voc.tenancy.eventstore.serialization;

import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.event.EventCatalogue;
import io.voc.tenancy.contracts.event.Sensitive;
import io.voc.tenancy.eventstore.secrecy.SealedText;
import io.voc.tenancy.eventstore.secrecy.Tombstones;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.stream.Stream;

/**
 * Encrypts and decrypts the {@link Sensitive} components in the JSON of one class of events. Each
 * is bound to its tenant, its aggregate, its event's type and its name.
 */
final class SensitiveComponents {

    private final ObjectMapper json;
    private final SealedText text;
    private final List<Component> components;
    private final String aggregateId;

    private record Component(String name, String place, JsonNode tombstone) {}

    SensitiveComponents(Class<?> event, ObjectMapper json, SealedText text) {
        this.json = json;
        this.text = text;
        var type = EventCatalogue.typeOf(event).name();
        aggregateId = event.getRecordComponents()[0].getName();
        components =
                Stream.of(event.getRecordComponents())
                        .filter(SensitiveComponents::isSensitive)
                        .map(component ->
                                new Component(
                                        component.getName(),
                                        type + '.' + component.getName(),
                                        json.valueToTree(Tombstones.of(component.getType()))))
                        .toList();
    }

    /** Whether a class of events has any. */
    static boolean areIn(Class<?> event) {
        return Stream.of(event.getRecordComponents()).anyMatch(SensitiveComponents::isSensitive);
    }

    private static boolean isSensitive(RecordComponent component) {
        return component.isAnnotationPresent(Sensitive.class);
    }

    /** The event's JSON with each sensitive value as encrypted text. */
    ObjectNode seal(DomainEvent event) {
        ObjectNode fields = json.valueToTree(event);
        var owner = event.tenantId() + '|' + event.aggregateId() + '|';
        for (var component : components) {
            var value = fields.get(component.name());
            if (value != null) {
                fields.put(
                        component.name(),
                        text.seal(
                                event.tenantId(),
                                owner + component.place(),
                                json.writeValueAsString(value)));
            }
        }
        return fields;
    }

    /** Puts each sensitive value of the event's JSON in clear, or its tombstone. */
    void open(ObjectNode clear) {
        var tenantId = clear.path("tenantId").asString();
        var owner = tenantId + '|' + clear.path(aggregateId).asString() + '|';
        for (var component : components) {
            var value = clear.get(component.name());
            if (value != null && value.isString() && SealedText.isSealed(value.stringValue())) {
                clear.set(
                        component.name(),
                        text.open(tenantId, owner + component.place(), value.stringValue())
                                .map(json::readTree)
                                .orElse(component.tombstone()));
            }
        }
    }
}
