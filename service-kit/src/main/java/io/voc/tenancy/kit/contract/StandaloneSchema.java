package io.voc.tenancy.kit.contract;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A schema of the OpenAPI document as a JSON Schema of its own: with all that it refers to, and
 * without what only this system understands.
 */
final class StandaloneSchema {

    private static final String PLACE = "/components/schemas/";
    private static final String REFERENCE = "$ref";
    private static final String OWN_WORDS = "x-";

    private final JsonNode document;
    private final ObjectNode definitions = JsonNodeFactory.instance.objectNode();

    private StandaloneSchema(JsonNode document) {
        this.document = document;
    }

    /** The schema of a name in the document, under this id. */
    static JsonNode of(JsonNode document, String name, String id) {
        var standalone = new StandaloneSchema(document);
        var schema = JsonNodeFactory.instance.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema").put("$id", id);
        schema.setAll((ObjectNode) standalone.copy(document.at(PLACE + name)));
        schema.set("$defs", standalone.definitions);
        return schema;
    }

    private JsonNode copy(JsonNode node) {
        if (node.isArray()) {
            var elements = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> elements.add(copy(element)));
            return elements;
        }
        if (!node.isObject()) {
            return node;
        }
        var members = JsonNodeFactory.instance.objectNode();
        node.propertyStream()
                .filter(member -> !member.getKey().startsWith(OWN_WORDS))
                .forEach(member ->
                        members.set(
                                member.getKey(),
                                member.getKey().equals(REFERENCE)
                                        ? reference(member.getValue().asString())
                                        : copy(member.getValue())));
        return members;
    }

    private JsonNode reference(String target) {
        var name = target.substring(target.lastIndexOf('/') + 1);
        if (!definitions.has(name)) {
            definitions.putNull(name); // it is being copied, and may refer to itself
            definitions.set(name, copy(document.at(PLACE + name)));
        }
        return JsonNodeFactory.instance.stringNode("#/$defs/" + name);
    }
}
