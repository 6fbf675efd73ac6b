package io.voc.tenancy.kit.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonCreator.Mode;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON merge patch, as RFC 7396 defines it: members that are there replace, null removes, objects
 * are merged.
 */
public record MergePatch(JsonNode document) {

    /** The media type of patches. */
    public static final String MEDIA_TYPE = "application/merge-patch+json";

    @JsonCreator(mode = Mode.DELEGATING)
    public MergePatch {}

    /** The target with the patch applied; the target stays as it is. */
    public JsonNode applyTo(JsonNode target) {
        return merge(target, document);
    }

    private static JsonNode merge(JsonNode target, JsonNode patch) {
        if (!(patch instanceof ObjectNode changes)) {
            return patch;
        }
        var merged =
                target instanceof ObjectNode fields
                        ? fields.deepCopy()
                        : JsonNodeFactory.instance.objectNode();
        changes.propertyStream()
                .forEach(change -> {
                    if (change.getValue().isNull()) {
                        merged.remove(change.getKey());
                    } else {
                        merged.set(
                                change.getKey(),
                                merge(merged.path(change.getKey()), change.getValue()));
                    }
                });
        return merged;
    }
}
