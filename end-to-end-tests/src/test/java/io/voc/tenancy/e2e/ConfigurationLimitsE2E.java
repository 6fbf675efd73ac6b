package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every limit of a configuration: what meets it is accepted, what passes it by one is refused. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConfigurationLimitsE2E {

    private static final String TELEPHONY = "/telephony/";

    private final Api api = Standalone.shared().api();
    private final String tenantId = api.registeredTenant();
    private final String path = "/api/v1/tenants/" + tenantId + "/config";

    @BeforeAll
    void may_have_as_much_as_a_document_holds() {
        var limits =
                List.of(
                        Map.of("metric", "ai-agents", "amount", 50, "enforcement", "HARD"),
                        Map.of("metric", "phone-numbers", "amount", 1000, "enforcement", "HARD"));
        var plan = Api.anySlug();
        api.post("/api/v1/plans", Map.of("name", plan, "limits", limits));
        api.put("/api/v1/tenants/" + tenantId + "/plan", Map.of("plan", plan));
    }

    static Stream<ConfigurationLimit> limits() {
        return Stream.concat(AgentLimits.all(), TelephonyLimits.all());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("limits")
    void is_exact(ConfigurationLimit limit) {
        for (var value : limit.accepted()) {
            var answer = put(limit, value);
            assertThat(answer.status()).as("%.100s: %s", value, answer.body()).isEqualTo(200);
        }
        for (var value : limit.refused()) {
            var answer = put(limit, value);
            assertThat(answer.status()).as("%.100s", value).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("validation-failed");
            assertThat(answer.pointers()).isNotEmpty().allMatch(limit.pointers()::contains);
        }
    }

    private Api.Answer put(ConfigurationLimit limit, Object value) {
        return api.put(path, SampleConfiguration.with(document(limit), limit.field(), value));
    }

    /** One in which nothing depends on the field. */
    private static JsonNode document(ConfigurationLimit limit) {
        var complete = SampleConfiguration.complete();
        return limit.field().contains("numbers") || limit.field().endsWith("/0/id")
                ? SampleConfiguration.without(
                        SampleConfiguration.without(
                                complete, TELEPHONY + "numbers/0/inboundAgentId"),
                        TELEPHONY + "numbers/0/outboundAgentId")
                : complete;
    }
}
