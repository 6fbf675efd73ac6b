package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.v1.ConfigurationServiceGrpc;
import io.voc.tenancy.v1.GetConfigurationRequest;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/** Configurations as large as they may be. */
class LargeConfigurationE2E {

    private final Standalone standalone = Standalone.shared();
    private final Api api = standalone.api();
    private final String tenantId = api.registeredTenant();
    private final String path = "/api/v1/tenants/" + tenantId + "/config";

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
                            return SampleConfiguration.agent("agent-" + i)
                                    .put("instructions", instructions);
                        })
                        .toList());
    }
}
