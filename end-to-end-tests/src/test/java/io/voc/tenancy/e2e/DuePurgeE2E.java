package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A deleted tenant is purged when its time has come, and then never comes back. */
@Tag("standalone") // several nodes are tried in command-side
@OwnInstallation
class DuePurgeE2E {

    private static final String TENANTS = "/api/v1/tenants/";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Standalone installation = Standalone.on(Map.of("PURGE_RETENTION", "PT3S"));
    private final Database database = new Database(installation);
    private final Api api = installation.api();

    /** One start serves what another has to be killed for, since each takes its time. */
    @Test
    void a_deleted_tenant_is_purged_once_by_itself_though_all_is_killed_and_the_views_are_lost()
            throws Exception {
        try (installation) {
            installation.start();
            var kept = configured();
            var restored = configured();
            var due = configured();
            var interrupted = configured();

            api.delete(TENANTS + restored);
            api.post(TENANTS + restored + "/restore", Map.of());
            api.delete(TENANTS + due);
            awaitPurged(due);
            var before = seen(List.of(kept, restored, due));

            assertThat(api.delete(TENANTS + interrupted).status()).isEqualTo(200);
            installation.killAll();
            forgetViews();
            installation.start();

            awaitPurged(interrupted);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(seen(List.of(kept, restored, due))).isEqualTo(before));
            assertThat(status(restored)).isEqualTo("ACTIVE");
            assertPurgedOnce(due);
            assertPurgedOnce(interrupted);
            assertThat(purges(kept)).isEmpty();
            assertThat(purges(restored)).isEmpty();
            assertServes(kept);
        }
    }

    /** A tenant with an agent and a key. */
    private String configured() {
        var id = api.registeredTenant();
        var agent =
                Map.of(
                        "id", "reception",
                        "name", "Reception",
                        "purpose", "SUPPORT",
                        "enabled", true,
                        "language", "en",
                        "model", Map.of("provider", "example", "name", "fast-1"));
        api.put(TENANTS + id + "/config", Map.of("aiAgents", List.of(agent)));
        api.issuedKey(id, "config:read");
        return id;
    }

    private void awaitPurged(String id) {
        await().atMost(PATIENCE).until(() -> status(id).equals("PURGED"));
    }

    private String status(String id) {
        return api.get(TENANTS + id).text("status");
    }

    /** As if a new release had its read models made from the beginning. */
    private void forgetViews() {
        database.execute("TRUNCATE query.tenant, query.configuration, query.api_key");
        database.execute("DELETE FROM query.processor_token");
    }

    /** All that is read of the tenants. */
    private Map<String, List<JsonNode>> seen(List<String> ids) {
        return ids.stream()
                .collect(
                        Collectors.toMap(
                                Function.identity(),
                                id ->
                                        List.of("", "/config", "/api-keys").stream()
                                                .map(of -> api.get(TENANTS + id + of))
                                                .map(DuePurgeE2E::stable)
                                                .toList()));
    }

    /** An answer without what is another each time. */
    private static JsonNode stable(Api.Answer answer) {
        return answer.status() == 200 ? answer.body() : answer.body().path("code");
    }

    private void assertPurgedOnce(String id) {
        assertThat(
                        database.number(
                                "SELECT count(*) FROM event_store.event"
                                        + " WHERE tenant_id = ? AND type = 'tenant.purged'",
                                id))
                .isEqualTo(1);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(purges(id).stream().distinct()).hasSize(1));
    }

    /** The ids of the events on the stream that tell of it. */
    private List<String> purges(String id) {
        return LifecycleStream.soFar(installation.kafkaBrokers(), id).stream()
                .filter(event -> event.type().equals("tenant.purged.v1"))
                .map(event -> event.headers().getOrDefault("ce_id", ""))
                .toList();
    }

    private void assertServes(String id) {
        var profile = Map.of("name", "Still here", "contactEmail", "ops@company.example");
        assertThat(api.put(TENANTS + id, profile).text("name")).isEqualTo("Still here");
        var key = api.issuedKey(id, "config:read").path("secret").asString();
        assertThat(api.verified(key)).isEqualTo("VALID");
        assertThat(api.as(key).get(TENANTS + id + "/config").body().path("aiAgents")).hasSize(1);
    }
}
