package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** A consumer that was written from the public contract alone knows what the API says. */
class TenantDirectoryE2E {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Standalone installation = Standalone.shared();
    private final Api api = installation.api();

    @Test
    void knows_what_the_api_lists_also_after_a_kill_and_when_all_comes_again() throws Exception {
        var tenants = liveLives();
        try (var directory = new DirectoryProcess(installation.kafkaBrokers())) {
            directory.start();
            assertKnowsWhatIsListed(directory);

            rename(tenants.active());
            directory.kill();
            rename(tenants.suspended());
            post(tenants.deleted(), "restore");
            liveLives();
            directory.start();
            assertKnowsWhatIsListed(directory);

            directory.kill();
            await("the broker has given the killed member up")
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(directory::deliverAllAgain);
            assertThat(directory.isAtTheEnd()).isFalse();
            directory.start();
            assertKnowsWhatIsListed(directory);
        }
    }

    private void assertKnowsWhatIsListed(DirectoryProcess directory) {
        await().atMost(PATIENCE).until(directory::isAtTheEnd);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(directory.tenants())
                                .as(directory.log())
                                .isEqualTo(listed())
                                .isNotEmpty());
    }

    private Map<String, Map<String, String>> listed() {
        var tenants = new TreeMap<String, Map<String, String>>();
        for (var filter : new String[] {"", "&status=DELETED"}) {
            var token = "";
            do {
                var page =
                        api.get(
                                "/api/v1/tenants?pageSize=500"
                                        + filter
                                        + (token.isEmpty() ? "" : "&pageToken=" + token));
                page.body()
                        .path("items")
                        .forEach(tenant ->
                                tenants.put(
                                        tenant.path("id").asString(),
                                        DirectoryProcess.publicFields(tenant)));
                token = page.text("nextPageToken");
            } while (!token.isEmpty());
        }
        return tenants;
    }

    private record Lives(String active, String suspended, String deleted) {}

    /** Tenants of every status, and one that is being onboarded. */
    private Lives liveLives() {
        var lives =
                new Lives(api.registeredTenant(), api.registeredTenant(), api.registeredTenant());
        api.put("/api/v1/tenants/" + lives.active() + "/plan", Map.of("plan", "enterprise"));
        api.issuedKey(lives.active(), "config:read");
        post(lives.suspended(), "suspend");
        api.delete("/api/v1/tenants/" + lives.deleted());
        var purged = api.registeredTenant();
        api.delete("/api/v1/tenants/" + purged);
        post(purged, "purge");
        OnboardingSamples.waiting(api);
        return lives;
    }

    private void rename(String tenant) {
        api.put(
                "/api/v1/tenants/" + tenant,
                Map.of("name", "Renamed", "contactEmail", "ops@company.example"));
    }

    private void post(String tenant, String action) {
        var answer =
                api.post("/api/v1/tenants/" + tenant + "/" + action, Map.of("reason", "a test"));
        assertThat(answer.status()).isEqualTo(200);
    }
}
