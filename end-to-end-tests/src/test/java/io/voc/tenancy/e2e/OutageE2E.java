package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutageE2E {

    private static final int TENANTS = 20;
    private static final int WRITES_EACH = 50;
    private static final int WRITERS = 4;
    private static final Duration RECOVERY = Duration.ofMinutes(1);

    private final OwnServers servers;
    private final Standalone installation;
    private final Api api;

    OutageE2E() throws IOException {
        servers = new OwnServers();
        installation = Standalone.on(servers.environment());
        api = installation.api();
    }

    @BeforeAll
    void start() {
        installation.start();
    }

    @AfterAll
    void stop() {
        installation.close();
        servers.close();
    }

    @Test
    void without_kafka_writes_go_on_and_every_event_arrives_in_order_once_it_is_back()
            throws Exception {
        var tenants = Stream.generate(api::registeredTenant).limit(TENANTS).toList();
        var names = new ArrayList<List<String>>();

        servers.withoutKafka(() -> names.addAll(renameAll(tenants)));

        for (int i = 0; i < TENANTS; i++) {
            assertRenamesTold(tenants.get(i), names.get(i));
        }
    }

    @Test
    void without_redis_everything_goes_on() throws Exception {
        servers.withoutRedis(() -> {
            var tenant = api.registeredTenant();
            var key = api.issuedKey(tenant, "config:read");
            assertThat(rename(tenant, "Without Redis")).isEqualTo(200);
            assertThat(api.get("/api/v1/tenants/" + tenant).status()).isEqualTo(200);
            assertThat(api.verified(key.path("secret").asString())).isEqualTo("VALID");
            assertThat(api.anonymous().get("/ready").status()).isEqualTo(200);
        });
    }

    @Test
    void without_redis_nobody_comes_too_often_and_limits_count_again_once_it_is_back()
            throws Exception {
        var tenant = api.registeredTenant();
        var limited =
                Map.of(
                        "name", "A key",
                        "scopes", List.of("tenant:read"),
                        "rateLimit", Map.of("requests", 1, "perSeconds", 86_400));
        var secret = api.post("/api/v1/tenants/" + tenant + "/api-keys", limited).text("secret");
        await().until(() -> api.verified(secret).equals("RATE_LIMITED"));

        servers.withoutRedis(() -> {
            for (int i = 0; i < 10; i++) {
                assertThat(api.verified(secret)).isEqualTo("VALID");
                assertThat(api.as(secret).get("/api/v1/tenants/" + tenant).status()).isEqualTo(200);
            }
        });

        await().atMost(RECOVERY).until(() -> api.verified(secret).equals("RATE_LIMITED"));
    }

    @Test
    void without_postgresql_requests_are_told_to_come_again_and_all_recovers_by_itself()
            throws Exception {
        var tenant = api.registeredTenant();
        assertThat(rename(tenant, "Before")).isEqualTo(200);

        servers.withoutPostgres(() -> {
            var write = api.post("/api/v1/tenants", Api.company(Api.anySlug()));
            var read = api.get("/api/v1/tenants/" + tenant);
            assertThat(List.of(write, read))
                    .allSatisfy(answer -> {
                        assertThat(answer.status()).isEqualTo(503);
                        assertThat(answer.code()).isEqualTo("unavailable");
                        assertThat(answer.response().headers().firstValue("Retry-After"))
                                .isPresent();
                    });
            assertThat(api.anonymous().get("/health").status()).isEqualTo(200);
            await().atMost(RECOVERY).until(() -> api.anonymous().get("/ready").status() == 503);
        });

        renamed(tenant, "After");
        await().atMost(RECOVERY)
                .until(() -> api.get("/api/v1/tenants/" + tenant).text("name").equals("After"));
        await().atMost(RECOVERY).until(() -> api.anonymous().get("/ready").status() == 200);
        assertRenamesTold(tenant, List.of("Before", "After"));
    }

    @Test
    @Tag("separate")
    void without_one_node_of_the_query_side_reads_go_on_and_its_projections_are_taken_over() {
        var tenants = Stream.generate(api::registeredTenant).limit(TENANTS).toList();

        installation.kill("query-side");

        assertThat(tenants)
                .allSatisfy(tenant ->
                        assertThat(api.get("/api/v1/tenants/" + tenant).status()).isEqualTo(200));
        tenants.forEach(tenant -> renamed(tenant, "New Name"));
        await().atMost(RECOVERY)
                .untilAsserted(() ->
                        assertThat(tenants)
                                .extracting(
                                        tenant -> api.get("/api/v1/tenants/" + tenant).text("name"))
                                .containsOnly("New Name"));
    }

    @Test
    @Tag("separate")
    void without_one_node_of_the_command_side_writes_go_on_and_its_relay_is_taken_over() {
        var tenants = Stream.generate(api::registeredTenant).limit(TENANTS).toList();

        installation.kill("command-side");

        tenants.forEach(tenant -> renamed(tenant, "New Name"));
        tenants.forEach(tenant -> assertRenamesTold(tenant, List.of("New Name")));
    }

    /** Renames each tenant so many times, and kills what writes in between. */
    private List<List<String>> renameAll(List<String> tenants)
            throws InterruptedException, ExecutionException {
        try (var writers = Executors.newFixedThreadPool(WRITERS)) {
            var renaming =
                    tenants.stream().map(tenant -> writers.submit(renaming(tenant))).toList();
            renaming.get(TENANTS / 2).get();
            if (Standalone.IS_SEPARATE) {
                installation.kill("command-side");
            }
            return renaming.stream().map(OutageE2E::get).toList();
        }
    }

    private Callable<List<String>> renaming(String tenant) {
        return () -> {
            var names = new ArrayList<String>();
            for (int i = 1; i <= WRITES_EACH; i++) {
                var name = "Name " + i;
                renamed(tenant, name);
                names.add(name);
            }
            return names;
        };
    }

    /** Tries again what is answered 503, as its callers are told to. */
    private void renamed(String tenant, String name) {
        await().atMost(RECOVERY).until(() -> rename(tenant, name) == 200);
    }

    private int rename(String tenant, String name) {
        return api.put(
                        "/api/v1/tenants/" + tenant,
                        Map.of("name", name, "contactEmail", "ops@company.example"))
                .status();
    }

    /** Passes once the stream tells of the names, in this order, however often. */
    private void assertRenamesTold(String tenant, List<String> names) {
        await().atMost(RECOVERY)
                .untilAsserted(() ->
                        assertThat(
                                        LifecycleStream.soFar(servers.brokers(), tenant).stream()
                                                .filter(event ->
                                                        event.type().equals("tenant.updated.v1"))
                                                .map(event -> event.data().path("name").asString())
                                                .distinct())
                                .containsExactlyElementsOf(names));
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
