package io.voc.tenancy.contracts.lifecycle;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells what makes a schema incompatible with one that was published before it. What the newer one
 * allows must be no surprise to a consumer that knows the older one, and what lies on the topic
 * from before must fit the newer one. So all that may change is what a schema says for people, and
 * optional properties may be added.
 */
final class SchemaCompatibility {

    private static final Set<String> FOR_PEOPLE =
            Set.of("title", "description", "examples", "default", "$comment");
    private static final String REQUIRED = "required";
    private static final String PROPERTIES = "properties";

    /** What may hold a schema. */
    private static final Set<String> NESTING = Set.of("items", "additionalProperties");

    private final List<String> faults = new ArrayList<>();

    private SchemaCompatibility() {}

    /** Each incompatible change, with its place as a JSON pointer; none when all is well. */
    static List<String> faults(JsonNode published, JsonNode current) {
        var comparison = new SchemaCompatibility();
        comparison.compare("", published, current);
        return comparison.faults;
    }

    private void compare(String place, JsonNode published, JsonNode current) {
        compareRequired(place, texts(published), texts(current));
        compareProperties(
                place + '/' + PROPERTIES, published.path(PROPERTIES), current.path(PROPERTIES));
        var keywords = new TreeSet<>(published.propertyNames());
        keywords.addAll(current.propertyNames());
        keywords.removeAll(FOR_PEOPLE);
        keywords.removeAll(Set.of(REQUIRED, PROPERTIES));
        for (var keyword : keywords) {
            var was = published.path(keyword);
            var is = current.path(keyword);
            if (NESTING.contains(keyword) && was.isObject() && is.isObject()) {
                compare(place + '/' + keyword, was, is);
            } else if (!was.equals(is)) {
                faults.add(
                        "%s/%s was %s and is %s".formatted(place, keyword, shown(was), shown(is)));
            }
        }
    }

    private void compareRequired(String place, Set<String> published, Set<String> current) {
        difference(published, current)
                .forEach(name -> faults.add(place + '/' + name + " is no longer required"));
        difference(current, published)
                .forEach(name -> faults.add(place + '/' + name + " is required now"));
    }

    private void compareProperties(String place, JsonNode published, JsonNode current) {
        published.forEachEntry((name, was) -> {
            if (current.has(name)) {
                compare(place + '/' + name, was, current.path(name));
            } else {
                faults.add(place + '/' + name + " is gone");
            }
        });
    }

    private static Set<String> difference(Set<String> of, Set<String> without) {
        var rest = new TreeSet<>(of);
        rest.removeAll(without);
        return rest;
    }

    private static Set<String> texts(JsonNode schema) {
        var texts = new HashSet<String>();
        schema.path(REQUIRED).forEach(name -> texts.add(name.asString()));
        return texts;
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "nothing" : value.toString();
    }
}
