package io.voc.tenancy.e2e;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Documents and patches that are accepted, made from a seed. */
final class RandomConfigurations {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Random random;

    RandomConfigurations(long seed) {
        this.random = new Random(seed);
    }

    /** A number from 0 on, below the bound; 0 when there is none. */
    int below(int bound) {
        return bound <= 0 ? 0 : random.nextInt(bound);
    }

    /** A new document that keeps some secrets of the present one. */
    ObjectNode document(ObjectNode present) {
        var document = JSON.createObjectNode();
        document.set("aiAgents", agents(present));
        if (chance()) {
            document.set("telephony", telephony(present.at("/telephony/sipTrunk")));
        }
        return document;
    }

    /** A merge patch of the present document, which may be of lists and of single members. */
    ObjectNode patch(ObjectNode present) {
        var patch = JSON.createObjectNode();
        if (chance()) {
            patch.set("aiAgents", agents(present));
        }
        if (chance() && present.has("telephony")) {
            var telephony = patch.putObject("telephony");
            if (chance()) {
                telephony.putObject("recording").put("mode", "NEVER");
            }
            if (chance()) {
                telephony.putNull("limits");
            }
            if (present.at("/telephony/sipTrunk").isObject() && chance()) {
                var trunk = telephony.putObject("sipTrunk");
                switch (below(4)) {
                    case 0 -> trunk.putNull("password");
                    case 1 -> trunk.put("password", secret());
                    case 2 -> trunk.put("host", host()).put("password", secret());
                    default -> trunk.put("transport", "TCP");
                }
            } else if (chance()) {
                telephony.putNull("sipTrunk");
            }
        } else if (chance()) {
            patch.putNull("telephony");
        }
        return patch;
    }

    private ArrayNode agents(ObjectNode present) {
        var ids = new ArrayList<>(List.of("a", "b", "c", "d", "e"));
        Collections.shuffle(ids, random);
        var agents = JSON.createArrayNode();
        ids.subList(0, below(ids.size() + 1)).forEach(id -> agents.add(agent(id, present)));
        return agents;
    }

    private ObjectNode agent(String id, ObjectNode present) {
        var agent = SampleConfiguration.agent(id).put("greeting", "hello " + below(3));
        if (chance()) {
            var fields = agent.putObject("analysis").putArray("fields");
            var names = new ArrayList<>(List.of("x", "y", "z"));
            Collections.shuffle(names, random);
            names.subList(0, below(4))
                    .forEach(name -> {
                        var field = fields.addObject().put("name", name).put("type", "TEXT");
                        field.putArray("choices");
                        if (chance()) {
                            field.put("description", "text " + below(2));
                        }
                    });
        }
        if (chance()) {
            var before = holder(present, id);
            var webhook = agent.putObject("webhook").put("url", "https://" + host());
            setSecret(webhook, "secret", before, webhook.path("url").equals(before.path("url")));
        }
        return agent;
    }

    private static JsonNode holder(ObjectNode present, String agentId) {
        return present.path("aiAgents")
                .valueStream()
                .filter(agent -> agent.path("id").asString().equals(agentId))
                .map(agent -> agent.path("webhook"))
                .findFirst()
                .orElse(JSON.missingNode());
    }

    private ObjectNode telephony(JsonNode trunkBefore) {
        var telephony = JSON.createObjectNode().put("provider", "SIP");
        var numbers = telephony.putArray("numbers");
        var last = new ArrayList<>(List.of("1", "2", "3"));
        Collections.shuffle(last, random);
        last.subList(0, below(4))
                .forEach(digit ->
                        numbers.addObject()
                                .put("number", "+44207183875" + digit)
                                .put("label", "l" + below(2)));
        var countries = telephony.putArray("allowedCountries");
        if (chance()) {
            countries.add(chance() ? "GB" : "DE");
        }
        if (chance()) {
            telephony.putObject("limits").put("maxConcurrentCalls", 1 + below(3));
        }
        if (chance()) {
            var trunk = telephony.putObject("sipTrunk").put("host", host()).put("username", "u");
            trunk.putArray("allowedCidrs");
            trunk.putArray("codecs").add(chance() ? "OPUS" : "PCMA");
            setSecret(
                    trunk,
                    "password",
                    trunkBefore,
                    trunk.path("host").equals(trunkBefore.path("host")));
        }
        return telephony;
    }

    /** In one of the ways that are accepted. */
    private void setSecret(ObjectNode holder, String name, JsonNode before, boolean isSameAddress) {
        var isSet = before.has(name);
        switch (below(4)) {
            case 0 -> holder.put(name, secret());
            case 1 -> holder.putNull(name);
            case 2 -> {
                if (isSet && isSameAddress) {
                    holder.putObject(name).put("set", true);
                } else {
                    holder.put(name, secret());
                }
            }
            default -> {
                if (isSet && !isSameAddress) {
                    holder.putNull(name);
                }
            }
        }
    }

    private String host() {
        return "h" + below(3) + ".example";
    }

    private String secret() {
        return "s" + below(1000);
    }

    private boolean chance() {
        return random.nextBoolean();
    }
}
