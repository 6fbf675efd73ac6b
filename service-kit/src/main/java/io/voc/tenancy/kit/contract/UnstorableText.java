package io.voc.tenancy.kit.contract;

import io.voc.tenancy.contracts.rejection.FieldFault;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds text that JSON can spell but PostgreSQL or UTF-8 can't hold: U+0000 and halves of surrogate
 * pairs. An event with such text would stop every projection that comes upon it.
 */
final class UnstorableText {

    private final List<FieldFault> faults = new ArrayList<>();

    private UnstorableText() {}

    /** A fault for each value and each object's names that can't be stored. */
    static List<FieldFault> in(JsonNode body) {
        var search = new UnstorableText();
        search.visit(body, "");
        return search.faults;
    }

    private void visit(JsonNode node, String pointer) {
        if (node.isString() && !isStorable(node.asString())) {
            faults.add(new FieldFault(pointer, "The text has a character that can't be stored"));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            visit(node.get(i), pointer + "/" + i);
        }
        for (var property : node.properties()) {
            if (isStorable(property.getKey())) {
                visit(property.getValue(), pointer + "/" + escaped(property.getKey()));
            } else { // the pointer is to the object, for an answer can't hold such text either
                faults.add(new FieldFault(pointer, "A name has a character that can't be stored"));
            }
        }
    }

    private static boolean isStorable(String text) {
        return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /** The name as a part of a JSON pointer (RFC 6901). */
    static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
