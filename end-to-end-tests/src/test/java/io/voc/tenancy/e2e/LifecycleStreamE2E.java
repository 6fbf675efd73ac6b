package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class LifecycleStreamE2E {

    private final Standalone standalone = Standalone.shared();
    private final Api api = standalone.api();

    @Test
    void tells_a_tenants_life_in_order_as_the_contract_says() {
        var id = liveALife();

        var events = LifecycleStream.of(standalone.kafkaBrokers(), id, 10);

        assertThat(events)
                .extracting(LifecycleStream.Received::type)
                .containsExactly(
                        "tenant.registered.v1",
                        "tenant.updated.v1",
                        "configuration.changed.v1",
                        "api-key.issued.v1",
                        "api-key.changed.v1",
                        "api-key.rotated.v1",
                        "api-key.revoked.v1",
                        "tenant.suspended.v1",
                        "tenant.activated.v1",
                        "tenant.deleted.v1");
        assertThat(events)
                .extracting(
                        event -> Long.parseLong(event.headers().getOrDefault("ce_position", "")))
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(events).extracting(LifecycleStream.Received::id).doesNotHaveDuplicates();
        assertThat(events)
                .extracting(LifecycleStream.Received::sequence)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    }

    @Test
    void numbers_a_plans_events_too() {
        var plan = Api.anySlug();
        var limits = List.of(Map.of("metric", "api-keys", "amount", 5, "enforcement", "HARD"));
        api.post("/api/v1/plans", Map.of("name", plan, "limits", limits));
        api.delete("/api/v1/plans/" + plan);

        assertThat(LifecycleStream.of(standalone.kafkaBrokers(), plan, 2))
                .extracting(event -> event.sequence() + " " + event.type())
                .containsExactly("1 plan.created.v1", "2 plan.deleted.v1");
    }

    @Test
    void carries_no_secret_and_no_personal_data() {
        var id = liveALife();

        var events = LifecycleStream.of(standalone.kafkaBrokers(), id, 10);

        assertThat(events)
                .hasSize(10)
                .allSatisfy(event ->
                        assertThat(event.raw())
                                .doesNotContain(
                                        "ops@company.example",
                                        "new@company.example",
                                        "unpaid",
                                        "Smith",
                                        "203.0.113.0",
                                        "tm_live_",
                                        "be polite"));
    }

    private String liveALife() {
        var id = api.registeredTenant();
        var path = "/api/v1/tenants/" + id;
        api.put(path, Map.of("name", "Another", "contactEmail", "new@company.example"));
        api.put(
                path + "/config",
                Map.of(
                        "aiAgents",
                        List.of(
                                Map.of(
                                        "id", "reception",
                                        "name", "Reception",
                                        "purpose", "SUPPORT",
                                        "enabled", true,
                                        "language", "en",
                                        "instructions", "be polite",
                                        "model",
                                                Map.of("provider", "example", "name", "fast-1")))));
        var key = api.issuedKey(id, "config:read").path("id").asString();
        api.patch(
                path + "/api-keys/" + key,
                Map.of(
                        "name", "Another",
                        "metadata", Map.of("owner", "Mr Smith"),
                        "allowedCidrs", List.of("203.0.113.0/24")));
        api.post(
                path + "/api-keys/" + key + "/rotate",
                Map.of("reason", "leaked by Mr Smith", "overlapSeconds", 60));
        api.delete(path + "/api-keys/" + key);
        api.post(path + "/suspend", Map.of("reason", "unpaid"));
        api.post(path + "/activate", Map.of());
        api.delete(path);
        return id;
    }
}
