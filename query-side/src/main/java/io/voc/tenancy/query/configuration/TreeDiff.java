package io.voc.tenancy.query.configuration;

import io.voc.tenancy.query.configuration.Change.Kind;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What differs between two JSON trees. The elements of a list of named things are matched by their
 * names, so that one that is inserted is one change; any other list is a value.
 */
final class TreeDiff {

    private final Map<String, String> keysByList;
    private final List<Change> changes = new ArrayList<>();

    private TreeDiff(Map<String, String> keysByList) {
        this.keysByList = keysByList;
    }

    /**
     * The differences, in the order of the newer tree.
     *
     * @param keysByList by the member that holds a list, the member that names its elements
     */
    static List<Change> between(JsonNode from, JsonNode to, Map<String, String> keysByList) {
        var diff = new TreeDiff(keysByList);
        diff.compare("", "", from, to);
        return List.copyOf(diff.changes);
    }

    private void compare(String path, String name, JsonNode from, JsonNode to) {
        var key = keysByList.get(name);
        if (from.isObject() && to.isObject()) {
            compareMembers(path, from, to);
        } else if (key != null && from.isArray() && to.isArray()) {
            compareElements(path, places(from, key), places(to, key));
        } else if (!from.equals(to)) {
            changes.add(new Change(Kind.CHANGED, path, from, to));
        }
    }

    private void compareMembers(String path, JsonNode from, JsonNode to) {
        from.propertyStream()
                .filter(member -> !to.has(member.getKey()))
                .forEach(member ->
                        removed(path + '/' + escaped(member.getKey()), member.getValue()));
        to.propertyStream()
                .forEach(member -> {
                    var name = member.getKey();
                    var place = path + '/' + escaped(name);
                    if (from.has(name)) {
                        compare(place, name, from.path(name), member.getValue());
                    } else {
                        added(place, member.getValue());
                    }
                });
    }

    private record Place(int index, JsonNode element) {}

    private static Map<String, Place> places(JsonNode list, String key) {
        var places = new LinkedHashMap<String, Place>();
        for (int i = 0; i < list.size(); i++) {
            places.putIfAbsent(list.get(i).path(key).asString(), new Place(i, list.get(i)));
        }
        return places;
    }

    private void compareElements(String path, Map<String, Place> from, Map<String, Place> to) {
        from.forEach((key, place) -> {
            if (!to.containsKey(key)) {
                removed(path + '/' + place.index(), place.element());
            }
        });
        to.forEach((key, place) -> {
            var before = from.get(key);
            var pointer = path + '/' + place.index();
            if (before == null) {
                added(pointer, place.element());
            } else {
                compare(pointer, "", before.element(), place.element());
            }
        });
        var stayed = from.keySet().stream().filter(to::containsKey).toList();
        var order = to.keySet().stream().filter(from::containsKey).toList();
        if (!stayed.equals(order)) {
            changes.add(new Change(Kind.REORDERED, path, names(stayed), names(order)));
        }
    }

    private void added(String path, JsonNode value) {
        changes.add(new Change(Kind.ADDED, path, null, value));
    }

    private void removed(String path, JsonNode value) {
        changes.add(new Change(Kind.REMOVED, path, value, null));
    }

    private static JsonNode names(List<String> keys) {
        var names = JsonNodeFactory.instance.arrayNode();
        keys.forEach(names::add);
        return names;
    }

    /** As a part of a JSON pointer (RFC 6901). */
    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
