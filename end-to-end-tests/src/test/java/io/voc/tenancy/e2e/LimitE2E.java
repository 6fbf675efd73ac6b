package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.SamplePlan.created;
import static io.voc.tenancy.e2e.SamplePlan.keys;
import static io.voc.tenancy.e2e.SamplePlan.limit;
import static io.voc.tenancy.e2e.SamplePlan.tenantOn;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a plan limits is never passed. */
class LimitE2E {

    private final Api api = Standalone.shared().api();

    @ParameterizedTest(name = "of a plan with {0} and an override with {1}")
    @CsvSource({"3,", "100, 3", "1, 3"})
    void lets_exactly_one_of_64_have_the_last_place(int ofPlan, @Nullable Integer override) {
        var tenant = tenantOn(api, created(api, keys(ofPlan)));
        if (override != null) {
            api.put(
                    "/api/v1/tenants/" + tenant + "/limits",
                    Map.of("limits", List.of(keys(override))));
        }
        api.issuedKey(tenant, "config:read");
        api.issuedKey(tenant, "config:read");

        var answers = AtOnce.all(64, _ -> key(tenant));

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 201)
                .allSatisfy(answer -> {
                    assertThat(answer.status()).isEqualTo(409);
                    assertThat(answer.code()).isEqualTo("limit-reached");
                });
    }

    @Test
    void has_room_again_when_something_goes() {
        var tenant = tenantOn(api, created(api, keys(1)));
        var key = api.issuedKey(tenant, "config:read").path("id").asString();
        assertThat(key(tenant).code()).isEqualTo("limit-reached");

        api.delete("/api/v1/tenants/" + tenant + "/api-keys/" + key);

        assertThat(key(tenant).status()).isEqualTo(201);
    }

    @Test
    void counts_for_all_tenants_of_its_plan_from_the_moment_that_it_is_changed() {
        var name = created(api, keys(1));
        var one = tenantOn(api, name);
        var other = tenantOn(api, name);
        api.issuedKey(one, "config:read");
        assertThat(key(one).code()).isEqualTo("limit-reached");

        api.put("/api/v1/plans/" + name, Map.of("limits", List.of(keys(2))));
        assertThat(key(one).status()).isEqualTo(201);

        api.put("/api/v1/plans/" + name, Map.of("limits", List.of(keys(0))));
        assertThat(key(other).code()).isEqualTo("limit-reached");
        assertThat(api.get("/api/v1/tenants/" + one + "/api-keys").body().path("items"))
                .as("what exists stays")
                .hasSize(2);
    }

    @Test
    void of_a_configuration_is_no_bar_to_one_that_does_not_grow() {
        var name = created(api, limit("ai-agents", 2));
        var tenant = tenantOn(api, name);
        var path = "/api/v1/tenants/" + tenant + "/config";
        assertThat(api.put(path, agents(2)).status()).isEqualTo(200);
        assertThat(api.put(path, agents(3)).code()).isEqualTo("limit-reached");

        api.put("/api/v1/plans/" + name, Map.of("limits", List.of(limit("ai-agents", 0))));
        assertThat(api.put(path, agents(1)).status()).isEqualTo(200);
        assertThat(api.put(path, agents(2)).code()).isEqualTo("limit-reached");
    }

    private Api.Answer key(String tenant) {
        return api.post(
                "/api/v1/tenants/" + tenant + "/api-keys",
                Map.of("name", "A key", "scopes", List.of("config:read")));
    }

    private static Map<String, Object> agents(int number) {
        var agents = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < number; i++) {
            agents.add(
                    Map.of(
                            "id",
                            "agent-" + i,
                            "name",
                            "Agent",
                            "purpose",
                            "SUPPORT",
                            "enabled",
                            true,
                            "language",
                            "en",
                            "model",
                            Map.of("provider", "example", "name", "fast-1")));
        }
        return Map.of("aiAgents", agents);
    }
}
