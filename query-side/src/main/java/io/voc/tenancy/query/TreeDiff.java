package io.voc.tenancy.query;

import io.voc.tenancy.query.Change.Kind;

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
public final class TreeDiff {

    private final Map<String, String> keysByList;
    private final List<Change> changes = new ArrayList<>();

    private TreeDiff(Map<String, String> keysByList) {
        this.keysByList = keysByList;
    }

    /**
     * The differences.
     *
     * @param keysByList by the member that holds a list, the member that names its elements
     */
    public static List<Change> between(JsonNode from, JsonNode to, Map<String, String> keysByList) {
        var diff = new TreeDiff(keysByList);
        diff.compare(new Node("", from), new Node("", to), "");
        return List.copyOf(diff.changes);
    }

    /** Part of a tree, and where it is there; the same part may be elsewhere in the other tree. */
    private record Node(String path, JsonNode value) {

        Node member(String name) {
            return new Node(path + '/' + escaped(name), value.path(name));
        }

        /** The elements of a list by name. */
        Map<String, Node> elements(String key) {
            var elements = new LinkedHashMap<String, Node>();
            for (int i = 0; i < value.size(); i++) {
                elements.putIfAbsent(
                        value.get(i).path(key).asString(), new Node(path + '/' + i, value.get(i)));
            }
            return elements;
        }

        /** As a part of a JSON pointer (RFC 6901). */
        private static String escaped(String name) {
            return name.replace("~", "~0").replace("/", "~1");
        }
    }

    private void compare(Node from, Node to, String name) {
        var key = keysByList.get(name);
        if (from.value().isObject() && to.value().isObject()) {
            compareMembers(from, to);
        } else if (key != null && from.value().isArray() && to.value().isArray()) {
            compareElements(from, to, key);
        } else if (!from.value().equals(to.value())) {
            changes.add(new Change(Kind.CHANGED, to.path(), from.value(), to.value()));
        }
    }

    private void compareMembers(Node from, Node to) {
        for (var name : from.value().propertyNames()) {
            if (!to.value().has(name)) {
                removed(from.member(name));
            }
        }
        for (var name : to.value().propertyNames()) {
            if (from.value().has(name)) {
                compare(from.member(name), to.member(name), name);
            } else {
                added(to.member(name));
            }
        }
    }

    private void compareElements(Node from, Node to, String key) {
        var before = from.elements(key);
        var after = to.elements(key);
        before.forEach((name, element) -> {
            if (!after.containsKey(name)) {
                removed(element);
            }
        });
        after.forEach((name, element) -> {
            var same = before.get(name);
            if (same == null) {
                added(element);
            } else {
                compare(same, element, "");
            }
        });
        var stayed = before.keySet().stream().filter(after::containsKey).toList();
        var order = after.keySet().stream().filter(before::containsKey).toList();
        if (!stayed.equals(order)) {
            changes.add(new Change(Kind.REORDERED, to.path(), names(stayed), names(order)));
        }
    }

    private void added(Node node) {
        changes.add(new Change(Kind.ADDED, node.path(), null, node.value()));
    }

    private void removed(Node node) {
        changes.add(new Change(Kind.REMOVED, node.path(), node.value(), null));
    }

    private static JsonNode names(List<String> keys) {
        var names = JsonNodeFactory.instance.arrayNode();
        keys.forEach(names::add);
        return names;
    }
}
