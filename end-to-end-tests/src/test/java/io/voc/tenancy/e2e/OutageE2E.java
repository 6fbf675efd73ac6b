package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.Refusals.assertRefused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OwnInstallation
class OutageE2E {

    private static final int TENANTS = 20;
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
            AtOnce.run(
                    () -> assertTold(api.post("/api/v1/tenants", Api.company(Api.anySlug()))),
                    () -> assertTold(api.get("/api/v1/tenants/" + tenant)));
            assertThat(api.anonymous().get("/health").status()).isEqualTo(200);
            await().atMost(RECOVERY).until(() -> api.anonymous().get("/ready").status() == 503);
        });

        renamed(tenant, "After");
        await().atMost(RECOVERY)
                .until(() -> api.get("/api/v1/tenants/" + tenant).text("name").equals("After"));
        await().atMost(RECOVERY).until(() -> api.anonymous().get("/ready").status() == 200);
        assertRenamesTold(Map.of(tenant, List.of("Before", "After")));
    }

    /** To come again. */
    private static void assertTold(Api.Answer answer) {
        assertRefused(answer, 503, "unavailable");
        assertThat(answer.header("Retry-After")).isNotEmpty();
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
        assertRenamesTold(tenants.stream().collect(toMap(identity(), _ -> List.of("New Name"))));
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

    /** Passes once the stream tells of each tenant's names, in this order, however often. */
    private void assertRenamesTold(Map<String, List<String>> namesOfTenants) {
        await().atMost(RECOVERY)
                .untilAsserted(() -> {
                    var told = renamesTold();
                    assertThat(namesOfTenants)
                            .allSatisfy((tenant, names) ->
                                    assertThat(told.getOrDefault(tenant, Set.of()))
                                            .containsExactlyElementsOf(names));
                });
    }

    private Map<String, Set<String>> renamesTold() {
        return LifecycleStream.soFar(servers.brokers()).stream()
                .filter(event -> event.type().equals("tenant.updated.v1"))
                .collect(
                        groupingBy(
                                LifecycleStream.Received::key,
                                mapping(
                                        event -> event.data().path("name").asString(),
                                        toCollection(LinkedHashSet::new))));
    }
}
