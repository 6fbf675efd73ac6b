package io.voc.tenancy.command.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.contracts.rejection.FieldFault;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.Arrays;

class SoundPartsTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @ParameterizedTest(name = "{0} without {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"aiAgents": [], "colour": 1}                                   | /colour                         | {"aiAgents": []}
                    {"aiAgents": [{"id": "a", "name": 7}]}                          | /aiAgents/0/name                | {"aiAgents": [{"id": "a", "name": "unknown"}]}
                    {"aiAgents": [{"id": "a", "tools": 7}]}                         | /aiAgents/0/tools               | {"aiAgents": [{"id": "a"}]}
                    {"aiAgents": [{"id": 7, "enabled": true}]}                      | /aiAgents/0/id                  | {"aiAgents": [{"id": "(0)", "enabled": true}]}
                    {"telephony": {"provider": 7, "numbers": []}}                   | /telephony/provider             | {"telephony": {"provider": "SIP", "numbers": []}}
                    {"telephony": {"provider": "SIP", "recording": 7}}              | /telephony/recording            | {"telephony": {"provider": "SIP"}}
                    {"telephony": {"numbers": [{"number": "+1", "label": 7}]}}      | /telephony/numbers/0/label      | {"telephony": {"numbers": [{"number": "+1"}]}}
                    {"telephony": 7}                                                | /telephony                      | {}
                    """)
    void a_document_loses_what_is_malformed(String document, String pointer, String sound) {
        assertThat(sound(document, pointer)).isEqualTo(JSON.readTree(sound));
    }

    @Test
    void an_element_that_is_none_keeps_its_place() {
        var sound = sound("{\"aiAgents\": [7, {\"id\": \"b\"}]}", "/aiAgents/0");

        assertThat(sound.at("/aiAgents/0/id").asString()).isEqualTo("(0)");
        assertThat(sound.at("/aiAgents/0/model/provider").asString()).isEqualTo("unknown");
        assertThat(sound.at("/aiAgents/1/id").asString()).isEqualTo("b");
    }

    @Test
    void what_is_no_document_at_all_is_an_empty_one() {
        assertThat(sound("[1]", "")).isEqualTo(JSON.createObjectNode());
    }

    @Test
    void a_trunk_that_has_a_user_may_keep_its_password() {
        var sound = sound("{\"telephony\": {\"sipTrunk\": {\"username\": \"u\"}}}");

        assertThat(sound.at("/telephony/sipTrunk/password/set").asBoolean()).isTrue();
    }

    @Test
    void the_document_that_was_sent_stays_as_it_is() {
        var document = JSON.readTree("{\"colour\": 1}");

        SoundParts.of(document, Arrays.asList(new FieldFault("/colour", "is unknown")));

        assertThat(document).isEqualTo(JSON.readTree("{\"colour\": 1}"));
    }

    private static JsonNode sound(String document, String... pointers) {
        return SoundParts.of(
                JSON.readTree(document),
                Arrays.stream(pointers)
                        .map(pointer -> new FieldFault(pointer, "is wrong"))
                        .toList());
    }
}
