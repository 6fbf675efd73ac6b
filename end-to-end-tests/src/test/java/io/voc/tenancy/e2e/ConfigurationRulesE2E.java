package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

/** The rules between the parts of a configuration. */
class ConfigurationRulesE2E {

    private final Api api = Standalone.shared().api();
    private final String tenantId = api.registeredTenant();
    private final String path = "/api/v1/tenants/" + tenantId + "/config";

    /** A change of the complete sample that breaks a rule, and where that is told. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    /aiAgents/1                      | {"id":"reception","name":"A","purpose":"SURVEY","enabled":true,"language":"en","model":{"provider":"p","name":"m"}} | /aiAgents/1/id
                    /aiAgents/0/enabled              | false                                              | /telephony/numbers/0/inboundAgentId
                    /telephony/numbers/1             | {"number":"+442071838750"}                         | /telephony/numbers/1/number
                    /telephony/numbers/0/outboundAgentId | "nobody"                                       | /telephony/numbers/0/outboundAgentId
                    /telephony/sipTrunk              | {"host":"a"}                                       | /telephony/sipTrunk
                    /telephony/sipTrunk              | {"host":"a","password":"p"}                        | /telephony/sipTrunk/username
                    /telephony/fallback              | {}                                                 | /telephony/fallback
                    /telephony/fallback              | {"number":"+4930901820","voicemail":{}}            | /telephony/fallback
                    /telephony/fallback/number       | "+442071838750"                                    | /telephony/fallback/number
                    /aiAgents/0/voicemail            | {"action":"LEAVE_MESSAGE"}                         | /aiAgents/0/voicemail/message
                    /aiAgents/0/voicemail            | {"action":"HANG_UP","message":"Hi"}                | /aiAgents/0/voicemail/message
                    /aiAgents/0/analysis/fields/1    | {"name":"mood","type":"TEXT"}                      | /aiAgents/0/analysis/fields/1/name
                    /aiAgents/0/analysis/fields/1    | {"name":"a","type":"CHOICE"}                       | /aiAgents/0/analysis/fields/1/choices
                    /aiAgents/0/analysis/fields/1    | {"name":"a","type":"TEXT","choices":["b"]}         | /aiAgents/0/analysis/fields/1/choices
                    /telephony/businessHours/weekly/1/from | "12:29"                                      | /telephony/businessHours/weekly/1
                    /telephony/businessHours/weekly/0/to   | "09:00"                                      | /telephony/businessHours/weekly/0/to
                    """)
    void its_parts_fit_each_other(String place, String value, String pointer) {
        var broken =
                SampleConfiguration.with(
                        SampleConfiguration.complete(), place, SampleConfiguration.tree(value));

        var answer = api.put(path, broken);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.pointers()).contains(pointer);
        assertThat(api.put(path, SampleConfiguration.complete()).status()).isEqualTo(200);
    }

    /** A malformed part, and a rule that is broken elsewhere. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    /aiAgents/0/purpose           | "SINGING"            | /aiAgents/0/purpose
                    /aiAgents/0/model             | {}                   | /aiAgents/0/model/provider /aiAgents/0/model/name
                    /aiAgents/0/voice/speed       | "fast"               | /aiAgents/0/voice/speed
                    /aiAgents/0/id                | 1                    | /aiAgents/0/id
                    /aiAgents/0/enabled           | "yes"                | /aiAgents/0/enabled
                    /aiAgents/1                   | 1                    | /aiAgents/1
                    /telephony/provider           | "PIGEON"             | /telephony/provider
                    /telephony/numbers/1          | {"number": 1}        | /telephony/numbers/1/number
                    /telephony/sipTrunk/codecs/0  | "MP3"                | /telephony/sipTrunk/codecs/0
                    /telephony/allowedCountries/0 | "XX"                 | /telephony/allowedCountries/0
                    /colour                       | "blue"               | /colour
                    """)
    void is_told_of_malformed_parts_and_broken_rules_at_once(
            String place, String value, String pointers) {
        var broken =
                SampleConfiguration.with(
                        SampleConfiguration.complete(), "/telephony/fallback", Map.of());
        var unserved =
                SampleConfiguration.without(
                        SampleConfiguration.without(broken, "/telephony/numbers/0/inboundAgentId"),
                        "/telephony/numbers/0/outboundAgentId");

        var answer =
                api.put(
                        path,
                        SampleConfiguration.with(unserved, place, SampleConfiguration.tree(value)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.pointers())
                .containsExactlyInAnyOrderElementsOf(
                        java.util.stream.Stream.concat(
                                        java.util.stream.Stream.of(pointers.split(" ", -1)),
                                        java.util.stream.Stream.of("/telephony/fallback"))
                                .toList());
    }

    @Test
    void a_trunk_that_no_agent_answers_may_be_open() {
        var outbound =
                SampleConfiguration.without(
                        SampleConfiguration.complete(), "/telephony/numbers/0/inboundAgentId");

        var answer =
                api.put(
                        path,
                        SampleConfiguration.with(
                                outbound, "/telephony/sipTrunk", Map.of("host", "a")));

        assertThat(answer.status()).isEqualTo(200);
    }
}
