package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

@Tag("separate")
class NodeLossE2E {

    /** Longer than the claim of a lost node on its segments is honoured. */
    private static final Duration TAKE_OVER = Duration.ofSeconds(30);

    private static final int TENANTS = 20;

    private final Standalone installation = Standalone.shared();
    private final Api api = installation.api();

    @Test
    void without_one_node_of_the_query_side_reads_go_on_and_its_projections_are_taken_over() {
        var tenants = tenants();

        installation.kill("query-side");

        assertThat(tenants)
                .allSatisfy(
                        tenant ->
                                assertThat(api.get("/api/v1/tenants/" + tenant).status())
                                        .isEqualTo(200));
        assertThat(tenants)
                .allSatisfy(tenant -> assertThat(rename(tenant, "New Name")).isEqualTo(200));
        await().atMost(TAKE_OVER)
                .untilAsserted(
                        () ->
                                assertThat(tenants)
                                        .extracting(
                                                tenant ->
                                                        api.get("/api/v1/tenants/" + tenant)
                                                                .text("name"))
                                        .containsOnly("New Name"));
    }

    @Test
    void without_one_node_of_the_command_side_writes_go_on_and_its_relay_is_taken_over() {
        var tenants = tenants();

        installation.kill("command-side");

        assertThat(tenants)
                .allSatisfy(tenant -> assertThat(rename(tenant, "New Name")).isEqualTo(200));
        await().atMost(TAKE_OVER)
                .untilAsserted(
                        () ->
                                assertThat(tenants)
                                        .allSatisfy(
                                                tenant ->
                                                        assertThat(
                                                                        LifecycleStream.soFar(
                                                                                installation
                                                                                        .kafkaBrokers(),
                                                                                tenant))
                                                                .extracting(
                                                                        LifecycleStream.Received
                                                                                ::type)
                                                                .contains("tenant.updated.v1")));
    }

    private List<String> tenants() {
        return Stream.generate(api::registeredTenant).limit(TENANTS).toList();
    }

    private int rename(String tenant, String name) {
        return api.put(
                        "/api/v1/tenants/" + tenant,
                        Map.of("name", name, "contactEmail", "ops@company.example"))
                .status();
    }
}
