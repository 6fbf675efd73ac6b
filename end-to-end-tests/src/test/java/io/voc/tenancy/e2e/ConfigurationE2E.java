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
    void what_was_read_before_the_first_changes_nothing_when_it_is_sent_back() {
        var nothing = api.put(path, api.get(path).body());

        assertThat(nothing.status()).isEqualTo(200);
        assertThat(nothing.version()).isZero();
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
