package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

@OwnInstallation
class CrashE2E {

    @Test
    void what_was_acknowledged_right_before_a_sigkill_is_there_after_the_next_start()
            throws Exception {
        try (var standalone = Standalone.own()) {
            standalone.start();
            var slug = Api.anySlug();
            var registered = standalone.api().post("/api/v1/tenants", Api.company(slug));
            assertThat(registered.status()).isEqualTo(201);
            standalone.kill();

            standalone.start();

            var id = registered.text("id");
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            assertThat(standalone.api().get("/api/v1/tenants/" + id).body())
                                    .isEqualTo(registered.body()));
            assertThat(LifecycleStream.of(standalone.kafkaBrokers(), id, 1))
                    .extracting(LifecycleStream.Received::type)
                    .as("at least once")
                    .containsOnly("tenant.registered.v1");
            assertThat(standalone.api().post("/api/v1/tenants", Api.company(slug)).code())
                    .isEqualTo("slug-taken");

            assertThat(standalone.stop()).as("a clean stop").isIn(0, 143);
            standalone.start();
            assertThat(standalone.api().get("/api/v1/tenants/" + id).status()).isEqualTo(200);
            assertThat(
                            standalone
                                    .api()
                                    .put(
                                            "/api/v1/tenants/" + id,
                                            Map.of(
                                                    "name",
                                                    "On",
                                                    "contactEmail",
                                                    "on@company.example"))
                                    .status())
                    .isEqualTo(200);
        }
    }
}
