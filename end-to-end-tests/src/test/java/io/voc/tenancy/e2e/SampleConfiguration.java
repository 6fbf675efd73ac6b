package io.voc.tenancy.e2e;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Configurations as JSON. */
final class SampleConfiguration {

    static final String TRUNK_PASSWORD = "/telephony/sipTrunk/password";
    static final String ACCOUNT_TOKEN = "/telephony/credentials/token";
    static final String WEBHOOK_SECRET = "/aiAgents/0/webhook/secret";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String COMPLETE =
            """
            {
              "aiAgents": [{
                "id": "reception", "name": "Reception", "purpose": "SUPPORT", "enabled": true, "language": "en-GB",
                "model": {"provider": "example", "name": "fast-1", "temperature": 0.3, "maxOutputTokens": 500},
                "instructions": "Be polite.", "greeting": "Hello!",
                "voice": {"provider": "example", "voiceId": "anna", "speed": 1.1, "volume": 0.9,
                          "fallbackVoiceIds": ["bert", "carl"]},
                "speechToText": {"provider": "example", "mode": "ACCURATE", "boostedKeywords": ["Acme", "voucher"]},
                "turnTaking": {"responsiveness": 0.8, "interruptionSensitivity": 0.5, "endCallAfterSilenceMs": 20000,
                               "maxCallDurationMs": 600000},
                "voicemail": {"action": "LEAVE_MESSAGE", "message": "We called."},
                "analysis": {"fields": [
                  {"name": "mood", "type": "CHOICE", "description": "How they felt", "choices": ["good", "bad"]},
                  {"name": "score", "type": "NUMBER", "choices": []}]},
                "privacy": {"storage": "WITHOUT_PII", "redact": ["EMAIL", "PHONE_NUMBER"]},
                "webhook": {"url": "https://hooks.acme.example/calls", "timeoutMs": 3000, "secret": "SECRET-webhook"}
              }],
              "telephony": {
                "provider": "SIP",
                "credentials": {"accountId": "acme", "token": "SECRET-token"},
                "numbers": [{"number": "+442071838750", "label": "Main", "inboundAgentId": "reception",
                             "outboundAgentId": "reception"}],
                "sipTrunk": {"host": "sip.acme.example", "port": 5061, "transport": "TLS", "username": "acme",
                             "password": "SECRET-password", "allowedCidrs": ["203.0.113.0/24", "2001:db8::/32"],
                             "codecs": ["OPUS", "PCMA"], "mediaEncryption": "REQUIRED"},
                "recording": {"mode": "FROM_ANSWER", "retentionDays": 30, "announcement": "We record."},
                "businessHours": {"timezone": "Europe/London",
                                  "weekly": [{"day": "MONDAY", "from": "09:00", "to": "12:30"},
                                             {"day": "MONDAY", "from": "12:30", "to": "24:00"}],
                                  "holidays": ["2026-12-25"]},
                "limits": {"maxConcurrentCalls": 10, "ringTimeoutMs": 20000},
                "allowedCountries": ["GB", "DE"],
                "fallback": {"number": "+4930901820"}
              }
            }
            """;

    private SampleConfiguration() {}

    /** A document with every field and with three secrets. */
    static ObjectNode complete() {
        return complete("hush");
    }

    /**
     * A document with every field.
     *
     * @param secrets what its three secrets begin with
     */
    static ObjectNode complete(String secrets) {
        return (ObjectNode) JSON.readTree(COMPLETE.replace("SECRET", secrets));
    }

    /** The document as it is answered. */
    static ObjectNode masked(JsonNode document) {
        var masked = (ObjectNode) document.deepCopy();
        for (var name : new String[] {"secret", "password", "token"}) {
            masked.findParents(name).stream()
                    .map(ObjectNode.class::cast)
                    .forEach(holder -> holder.putObject(name).put("set", true));
        }
        return masked;
    }

    /** The document with another value at a place. */
    static ObjectNode with(JsonNode document, String pointer, @Nullable Object value) {
        var changed = (ObjectNode) document.deepCopy();
        var place = JsonPointer.compile(pointer);
        JsonNode node = JSON.valueToTree(value);
        switch (changed.at(place.head())) {
            case ObjectNode holder -> holder.set(place.last().getMatchingProperty(), node);
            case ArrayNode list when place.last().getMatchingIndex() < list.size() ->
                    list.set(place.last().getMatchingIndex(), node);
            case ArrayNode list -> list.add(node);
            default -> throw new IllegalArgumentException("there is nothing at " + pointer);
        }
        return changed;
    }

    /** The document without what is at a place. */
    static ObjectNode without(JsonNode document, String pointer) {
        var changed = (ObjectNode) document.deepCopy();
        var place = JsonPointer.compile(pointer);
        switch (changed.at(place.head())) {
            case ObjectNode holder -> holder.remove(place.last().getMatchingProperty());
            case ArrayNode list -> list.remove(place.last().getMatchingIndex());
            default -> throw new IllegalArgumentException("there is nothing at " + pointer);
        }
        return changed;
    }

    /** A small agent. */
    static ObjectNode agent(String id) {
        return JSON.createObjectNode()
                .put("id", id)
                .put("name", "An agent")
                .put("purpose", "SURVEY")
                .put("enabled", true)
                .put("language", "en")
                .set("model", JSON.createObjectNode().put("provider", "example").put("name", "m"));
    }

    static JsonNode tree(String json) {
        return JSON.readTree(json);
    }
}
