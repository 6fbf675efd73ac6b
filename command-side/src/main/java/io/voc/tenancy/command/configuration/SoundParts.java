package io.voc.tenancy.command.configuration;

import io.voc.tenancy.contracts.rejection.FieldFault;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/**
 * A malformed configuration without its malformed parts. What an agent or a number must have is
 * there nevertheless, with a value that breaks no rule, so that lists keep their places.
 */
final class SoundParts {

    private static final JsonNode AGENT =
            JsonMapper.shared()
                    .readTree(
                            """
                            {"name": "unknown", "purpose": "SURVEY", "enabled": true, "language": "en",
                             "model": {"provider": "unknown", "name": "unknown"}}
                            """);
    private static final JsonNode TELEPHONY =
            JsonMapper.shared().readTree("{\"provider\": \"SIP\"}");
    private static final JsonNode NUMBER = JsonMapper.shared().createObjectNode();

    private final ObjectNode document;

    private SoundParts(ObjectNode document) {
        this.document = document;
    }

    static JsonNode of(JsonNode body, List<FieldFault> faults) {
        if (!(body.deepCopy() instanceof ObjectNode document)) {
            return JsonMapper.shared().createObjectNode();
        }
        var parts = new SoundParts(document);
        faults.forEach(fault -> parts.mend(fault.pointer().split("/", -1)));
        parts.mayKeepItsPassword();
        return document;
    }

    /** Whether there is one to keep, whoever decides will know. */
    private void mayKeepItsPassword() {
        if (document.at("/telephony/sipTrunk") instanceof ObjectNode trunk
                && trunk.has("username")
                && !trunk.has("password")) {
            trunk.putObject("password").put("set", true);
        }
    }

    /** A pointer's first part is empty. */
    private void mend(String[] place) {
        if (place.length < 2) {
            return;
        }
        switch (place[1]) {
            case "aiAgents" -> mendElement(document.path("aiAgents"), place, 2, AGENT, "id");
            case "telephony" -> mendTelephony(place);
            default -> document.remove(place[1]);
        }
    }

    private void mendTelephony(String[] place) {
        if (!(document.path("telephony") instanceof ObjectNode telephony)) {
            document.remove("telephony");
        } else if (place.length > 3 && place[2].equals("numbers")) {
            mendElement(telephony.path("numbers"), place, 3, NUMBER, "number");
        } else if (place.length > 2 && !telephony.path(place[2]).isArray()) {
            mendMember(telephony, place[2], TELEPHONY);
        } else if (place.length > 2 && !place[2].equals("numbers")) {
            telephony.remove(place[2]);
        }
    }

    /** An element whose name is no text gets one that no other has. */
    private static void mendElement(
            JsonNode list, String[] place, int at, JsonNode neutral, String name) {
        if (place.length <= at || !(list instanceof ArrayNode elements)) {
            return;
        }
        var index = Integer.parseInt(place[at]);
        if (!(elements.path(index) instanceof ObjectNode)) {
            elements.set(index, neutral.deepCopy());
        }
        var element = (ObjectNode) elements.get(index);
        if (place.length > at + 1 && !place[at + 1].equals(name)) {
            mendMember(element, place[at + 1], neutral);
        }
        if (!element.path(name).isString()) {
            element.put(name, "(" + index + ')');
        }
    }

    private static void mendMember(ObjectNode holder, String member, JsonNode neutral) {
        if (neutral.has(member)) {
            holder.set(member, neutral.get(member));
        } else {
            holder.remove(member);
        }
    }
}
