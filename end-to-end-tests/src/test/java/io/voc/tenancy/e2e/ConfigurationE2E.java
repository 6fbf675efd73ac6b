package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.voc.tenancy.v1.AiAgentPurpose;
import io.voc.tenancy.v1.ConfigurationServiceGrpc;
import io.voc.tenancy.v1.GetConfigurationRequest;
import io.voc.tenancy.v1.TelephonyProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;

class ConfigurationE2E {

    private final Standalone standalone = Standalone.shared();
    private final Api api = standalone.api();
    private final String tenantId = api.registeredTenant();
    private final String path = "/api/v1/tenants/" + tenantId + "/config";

    @Test
    void before_the_first_it_is_empty_at_version_0() {
        var answer = api.get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("version").asLong()).isZero();
        assertThat(answer.body().path("aiAgents")).isEmpty();
    }

    @Test
    void a_replaced_one_is_read_back_over_rest_and_grpc() {
        var replaced = api.put(path, document(agent("reception", true), "reception"));

        assertThat(replaced.status()).isEqualTo(200);
        assertThat(replaced.body().path("version").asLong()).isEqualTo(1);
        await().untilAsserted(() -> assertThat(api.get(path).body()).isEqualTo(replaced.body()));
        var message = configurationByGrpc();
        assertThat(message.getVersion()).isEqualTo(1);
        assertThat(message.getAiAgents(0).getPurpose())
                .isEqualTo(AiAgentPurpose.AI_AGENT_PURPOSE_SUPPORT);
        assertThat(message.getAiAgents(0).getModel().getTemperature()).isEqualTo(0.3);
        assertThat(message.getTelephony().getProvider())
                .isEqualTo(TelephonyProvider.TELEPHONY_PROVIDER_SIP);
        assertThat(message.getTelephony().getNumbers(0).getInboundAgentId()).isEqualTo("reception");
    }

    @Test
    void the_first_one_is_read_back_at_once() {
        api.put(path, document(agent("reception", true), "reception"));

        assertThat(api.get(path).body().path("version").asLong()).isEqualTo(1);
    }

    @Test
    void the_same_again_adds_no_version() {
        var document = document(agent("reception", true), "reception");
        api.put(path, document);

        assertThat(api.put(path, document).body().path("version").asLong()).isEqualTo(1);
        assertThat(api.put(path, Map.of()).body().path("version").asLong()).isEqualTo(2);
    }

    @Test
    void every_fault_is_told_at_once_with_its_pointer() {
        var document =
                Map.of(
                        "aiAgents",
                        List.of(
                                Map.of(
                                        "id", "reception",
                                        "name", "Reception",
                                        "purpose", "SINGING",
                                        "enabled", true,
                                        "language", "en-GB",
                                        "model",
                                                Map.of(
                                                        "provider",
                                                        "example",
                                                        "name",
                                                        "fast-1",
                                                        "temperature",
                                                        2.5))),
                        "telephony",
                        Map.of("provider", "SIP", "numbers", List.of(Map.of("number", "0171"))),
                        "colour",
                        "blue");

        var answer = api.put(path, document);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("errors").findValuesAsString("pointer"))
                .containsExactlyInAnyOrder(
                        "/aiAgents/0/purpose",
                        "/aiAgents/0/model/temperature",
                        "/telephony/numbers/0/number",
                        "/colour");
    }

    @Test
    void a_number_needs_an_agent_that_is_there_and_enabled() {
        var missing = api.put(path, document(agent("reception", true), "nobody"));
        var disabled = api.put(path, document(agent("reception", false), "reception"));

        for (var answer : List.of(missing, disabled)) {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("validation-failed");
            assertThat(answer.body().path("errors").findValuesAsString("pointer"))
                    .containsExactly("/telephony/numbers/0/inboundAgentId");
        }
        assertThat(api.get(path).body().path("version").asLong()).isZero();
    }

    @Test
    void a_service_gets_none_of_a_suspended_tenant() {
        api.post("/api/v1/tenants/" + tenantId + "/suspend", Map.of());

        var refusal = catchThrowableOfType(StatusRuntimeException.class, this::configurationByGrpc);
        var rest = api.as(Tokens.service()).get(path);

        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
        assertThat(Grpc.code(refusal)).isEqualTo("tenant-suspended");
        assertThat(rest.status()).isEqualTo(403);
        assertThat(rest.code()).isEqualTo("tenant-suspended");
        assertThat(api.get(path).status()).isEqualTo(200);
    }

    @Test
    void a_large_one_passes_up_to_4_mib() {
        assertThat(api.put(path, agents(100, "x".repeat(32_000))).code())
                .isEqualTo("validation-failed"); // over 50 agents, yet read
        var refused = api.put(path, agents(140, "x".repeat(32_000)));
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.code()).isEqualTo("configuration-too-large");
    }

    /** Quotes and line ends, as they take two bytes in JSON. */
    @Test
    void the_largest_one_passes_everywhere() {
        api.put("/api/v1/tenants/" + tenantId + "/plan", Map.of("plan", "enterprise"));
        var largest = agents(50, "\"\n".repeat(16_000));

        var stored = api.put(path, largest);
        assertThat(stored.status()).isEqualTo(200);
        var reader = api.with("Consistency-Token", stored.header("Consistency-Token"));
        assertThat(reader.get(path).body()).isEqualTo(stored.body());
        assertThat(api.put(path, stored.body()).version()).isEqualTo(1);
        assertThat(reader.get(path + "/versions/1").body().at("/configuration/aiAgents"))
                .isEqualTo(stored.body().path("aiAgents"));
        assertThat(reader.get(path + "/diff").body().path("changes")).hasSize(50);
        assertThat(configurationByGrpc().getAiAgentsList())
                .allSatisfy(agent -> assertThat(agent.getInstructions()).hasSize(32_000));

        api.put(path, Map.of());
        var keyed = new Keyed(api);
        var back = keyed.post(path + "/rollback", Map.of("version", 1));
        assertThat(back.body().path("aiAgents")).isEqualTo(stored.body().path("aiAgents"));
        Keyed.assertReplayed(keyed.post(path + "/rollback", Map.of("version", 1)), back);
    }

    @Test
    void a_patch_makes_none_that_could_not_be_sent() {
        api.put("/api/v1/tenants/" + tenantId + "/plan", Map.of("plan", "enterprise"));
        api.put(path, agents(50, "€".repeat(27_000)));

        var answer =
                api.patch(
                        path, Map.of("telephony", Map.of("provider", "SIP", "numbers", numbers())));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("configuration-too-large");
    }

    @Test
    void what_was_read_before_the_first_changes_nothing_when_it_is_sent_back() {
        var nothing = api.put(path, api.get(path).body());

        assertThat(nothing.status()).isEqualTo(200);
        assertThat(nothing.version()).isZero();
    }

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
                        SampleConfiguration.without(
                                broken, "/telephony/numbers/0/inboundAgentId"),
                        "/telephony/numbers/0/outboundAgentId");

        var answer =
                api.put(
                        path,
                        SampleConfiguration.with(
                                unserved, place, SampleConfiguration.tree(value)));

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

    @Test
    void its_schema_is_what_editors_read() {
        for (var mediaType : List.of("application/schema+json", "application/json")) {
            var answer = api.with("Accept", mediaType).get("/api/v1/schemas/configuration");

            assertThat(answer.header("Content-Type")).isEqualTo(mediaType);
            assertThat(answer.body().path("$schema").asString())
                    .isEqualTo("https://json-schema.org/draft/2020-12/schema");
            assertThat(answer.body().at("/$defs/AiAgent/properties/instructions/maxLength").asInt())
                    .isEqualTo(32_000);
        }
    }

    private io.voc.tenancy.v1.Configuration configurationByGrpc() {
        return Grpc.as(
                        Tokens.service(),
                        ConfigurationServiceGrpc.newBlockingStub(Grpc.channel(standalone)))
                .getConfiguration(
                        GetConfigurationRequest.newBuilder().setTenantId(tenantId).build());
    }

    private static List<Map<String, String>> numbers() {
        return java.util.stream.IntStream.range(0, 1_000)
                .mapToObj(i -> Map.of("number", "+44207" + (100_000 + i), "label", "€".repeat(200)))
                .toList();
    }

    private static Map<String, Object> agents(int count, String instructions) {
        return Map.of(
                "aiAgents",
                java.util.stream.IntStream.range(0, count)
                        .mapToObj(i -> {
                            var agent = new java.util.HashMap<>(agent("agent-" + i, true));
                            agent.put("instructions", instructions);
                            return agent;
                        })
                        .toList());
    }

    private static Map<String, Object> agent(String id, boolean enabled) {
        return Map.of(
                "id",
                id,
                "name",
                "An agent",
                "purpose",
                "SUPPORT",
                "enabled",
                enabled,
                "language",
                "en-GB",
                "model",
                Map.of("provider", "example", "name", "fast-1", "temperature", 0.3));
    }

    private static Map<String, Object> document(Map<String, Object> agent, String inboundAgentId) {
        return Map.of(
                "aiAgents",
                List.of(agent),
                "telephony",
                Map.of(
                        "provider", "SIP",
                        "numbers",
                                List.of(
                                        Map.of(
                                                "number",
                                                "+442071838750",
                                                "inboundAgentId",
                                                inboundAgentId)),
                        "recording", Map.of("mode", "FROM_ANSWER", "retentionDays", 30),
                        "limits", Map.of("maxConcurrentCalls", 10),
                        "allowedCountries", List.of("GB", "DE")));
    }
}
