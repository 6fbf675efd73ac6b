package io.voc.tenancy.e2e;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a configuration becomes, said a second time and another way: by plain JSON trees with
 * secrets in clear, in which what has no meaning is left out.
 */
final class ConfigurationModel {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, String> KEYS =
            Map.of("aiAgents", "id", "numbers", "number", "fields", "name");

    private ConfigurationModel() {}

    static ObjectNode empty() {
        var empty = JSON.createObjectNode();
        empty.putArray("aiAgents");
        return empty;
    }

    /** A new document. */
    static ObjectNode replaced(ObjectNode present, ObjectNode document) {
        var next = document.deepCopy();
        holders(next)
                .forEach((name, holder) -> {
                    var before = holders(present).get(name);
                    var field = field(name);
                    if (holder.path(field).isNull()) {
                        holder.remove(field);
                    } else if (!holder.path(field).isString()
                            && before != null
                            && before.has(field)) {
                        holder.set(field, before.get(field));
                    }
                });
        return next;
    }

    /** RFC 7396 as it is written there, of the document with its secrets in clear. */
    static ObjectNode patched(ObjectNode present, ObjectNode patch) {
        return replaced(present, (ObjectNode) merged(present, patch));
    }

    private static JsonNode merged(JsonNode target, JsonNode patch) {
        if (!patch.isObject()) {
            return patch;
        }
        var result = target.isObject() ? (ObjectNode) target.deepCopy() : JSON.createObjectNode();
        for (var member : patch.properties()) {
            if (member.getValue().isNull()) {
                var isSecret = result.has(member.getKey()) && member.getKey().equals("password");
                result.remove(member.getKey());
                if (isSecret) {
                    result.putNull(member.getKey());
                }
            } else {
                result.set(
                        member.getKey(), merged(result.path(member.getKey()), member.getValue()));
            }
        }
        return result;
    }

    static ObjectNode rolledBack(ObjectNode present, ObjectNode earlier) {
        var next = earlier.deepCopy();
        holders(next)
                .forEach((name, holder) -> {
                    var now = holders(present).get(name);
                    holder.remove(field(name));
                    if (now != null
                            && now.has(field(name))
                            && address(now).equals(address(holder))) {
                        holder.set(field(name), now.get(field(name)));
                    }
                });
        return next;
    }

    /** Who has, or could have, a secret. */
    private static Map<String, ObjectNode> holders(ObjectNode document) {
        var holders = new HashMap<String, ObjectNode>();
        if (document.at("/telephony/sipTrunk") instanceof ObjectNode trunk) {
            holders.put("trunk", trunk);
        }
        for (var agent : document.path("aiAgents")) {
            if (agent.path("webhook") instanceof ObjectNode webhook) {
                holders.put("agent " + agent.path("id").asString(), webhook);
            }
        }
        return holders;
    }

    private static String field(String holder) {
        return holder.equals("trunk") ? "password" : "secret";
    }

    private static List<JsonNode> address(JsonNode holder) {
        return List.of(holder.path("host"), holder.path("username"), holder.path("url"));
    }

    /** The document alone of an answer. */
    static ObjectNode documentOf(JsonNode answer) {
        var document = (ObjectNode) answer.deepCopy();
        document.remove(List.of("tenantId", "version", "updatedAt"));
        return document;
    }

    static ObjectNode masked(ObjectNode document) {
        return SampleConfiguration.masked(document);
    }

    /** The differences as kind and place, where elements of lists go by their names. */
    static List<String> differences(JsonNode from, JsonNode to) {
        var found = new ArrayList<String>();
        compare("", "", from, to, found);
        return found;
    }

    private static void compare(
            String place, String name, JsonNode from, JsonNode to, List<String> found) {
        var key = KEYS.get(name);
        if (from.isMissingNode() || to.isMissingNode()) {
            found.add((from.isMissingNode() ? "ADDED " : "REMOVED ") + place);
        } else if (key != null) {
            var before = byName((ArrayNode) from, key);
            var after = byName((ArrayNode) to, key);
            compareMembers(place, before, after, found);
            var stayed = new ArrayList<>(before.propertyNames());
            stayed.retainAll(after.propertyNames());
            var order = new ArrayList<>(after.propertyNames());
            order.retainAll(before.propertyNames());
            if (!stayed.equals(order)) {
                found.add("REORDERED " + place);
            }
        } else if (from.isObject() && to.isObject()) {
            compareMembers(place, from, to, found);
        } else if (!from.equals(to)) {
            found.add("CHANGED " + place);
        }
    }

    private static void compareMembers(
            String place, JsonNode from, JsonNode to, List<String> found) {
        var isList = !place.isEmpty() && KEYS.containsKey(last(place));
        var names = new java.util.TreeSet<>(from.propertyNames());
        names.addAll(to.propertyNames());
        for (var name : names) {
            compare(place + '/' + name, isList ? "" : name, from.path(name), to.path(name), found);
        }
    }

    private static String last(String place) {
        return place.substring(place.lastIndexOf('/') + 1);
    }

    private static ObjectNode byName(ArrayNode list, String key) {
        var byName = JSON.createObjectNode();
        list.forEach(element -> byName.set(element.path(key).asString(), element));
        return byName;
    }

    /** Changes as they are answered, as kind and place. */
    static List<String> named(JsonNode changes, JsonNode from, JsonNode to) {
        return changes.valueStream()
                .map(change -> {
                    var kind = change.path("kind").asString();
                    var tree = kind.equals("REMOVED") ? from : to;
                    return kind + ' ' + named(change.path("path").asString(), tree);
                })
                .toList();
    }

    private static String named(String pointer, JsonNode tree) {
        var place = new StringBuilder();
        var node = tree;
        var name = "";
        for (var part : pointer.substring(1).split("/", -1)) {
            var key = KEYS.get(name);
            node = node.isArray() ? node.path(Integer.parseInt(part)) : node.path(part);
            place.append('/').append(key == null ? part : node.path(key).asString());
            name = part;
        }
        return place.toString();
    }
}
