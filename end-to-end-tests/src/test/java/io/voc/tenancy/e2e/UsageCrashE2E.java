package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Kills command nodes and PostgreSQL while usage is counted: all that was acknowledged is there,
 * once. With {@code -Pendurance} a hundred times.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OwnInstallation
class UsageCrashE2E {

    private static final String NODE = "command-side";
    private static final String REACHED = "usage.threshold-reached.v1";
    private static final int FEW_KILLS = Standalone.IS_SEPARATE ? 3 : 2;
    private static final int KILLS = Boolean.getBoolean("endurance") ? 100 : FEW_KILLS;
    private static final long LIMIT = 10_000;
    private static final int CLIENTS = 64;
    private static final int LARGEST = 7;
    private static final int RECORDS = 20_000;
    private static final int TENANTS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final OwnServers servers;
    private final Standalone installation;

    UsageCrashE2E() throws IOException {
        servers = new OwnServers();
        installation = Standalone.on(servers.environment());
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
    void what_was_granted_is_there_once_and_never_more_than_the_limit() throws Exception {
        var tenant = limitedTenant();
        var clients = new UsageClients(tenant);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var using =
                    IntStream.range(0, CLIENTS)
                            .mapToObj(client -> threads.submit(() -> clients.useUp(client)))
                            .toList();
            for (int i = 0; i < KILLS; i++) {
                var enough = LIMIT * (i + 1) / (KILLS + 1);
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> clients.granted() >= enough);
                if (i == KILLS / 2) {
                    servers.emptyRedis();
                }
                kill(i);
            }
            using.forEach(AtOnce::result);
        }

        assertThat(clients.granted()).isBetween(LIMIT - LARGEST + 1, LIMIT);
        clients.assertKnown();
        awaitUsed(List.of(tenant), clients.granted());
        assertToldOnce(tenant);
    }

    @Test
    void what_comes_in_bulk_counts_once() throws Exception {
        var tenants =
                Stream.generate(() -> Used.tenant(installation.api())).limit(TENANTS).toList();
        try (var topic = new UsageTopic(servers.brokers())) {
            for (int i = 0; i < RECORDS; i++) {
                topic.tell(tenants.get(i % TENANTS).calls(1, "record-" + i), Instant.now());
                if (i == RECORDS / 4) {
                    awaitSomeUsed(tenants);
                    killNode();
                }
            }

            awaitUsed(tenants, RECORDS);
            for (int i = 0; i < TENANTS; i++) {
                topic.tell(tenants.get(i).calls(1, "record-" + i), Instant.now());
                topic.tell(tenants.get(i).calls(1, "the-last"), Instant.now());
            }
        }
        awaitUsed(tenants, RECORDS + TENANTS);
    }

    private void kill(int number) throws IOException, InterruptedException {
        if (number % 3 == 1) {
            servers.crashPostgres();
        } else {
            killNode();
        }
    }

    /** It is started again: by the command line that runs all processes, or here. */
    private void killNode() throws InterruptedException {
        if (Standalone.IS_SEPARATE) {
            await().atMost(PATIENCE).until(() -> !installation.inner(NODE).isEmpty());
            installation.kill(NODE);
        } else {
            installation.kill();
            installation.start();
        }
    }

    private Used limitedTenant() {
        var tenant = Used.tenant(installation.api());
        var limit =
                Map.of(
                        "metric", "calls",
                        "amount", LIMIT,
                        "period", "LIFETIME",
                        "enforcement", "HARD",
                        "warnAtPercent", List.of(50, 80));
        var answer =
                installation.api().put(tenant.path("/limits"), Map.of("limits", List.of(limit)));
        assertThat(answer.status()).isEqualTo(200);
        return tenant;
    }

    private static void awaitSomeUsed(List<Used> tenants) {
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(NoSuchElementException.class)
                .until(() -> used(tenants) > 0);
    }

    private static void awaitUsed(List<Used> tenants, long expected) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(used(tenants)).isEqualTo(expected));
    }

    private static long used(List<Used> tenants) {
        return tenants.stream()
                .mapToLong(tenant -> tenant.now("calls", "LIFETIME").path("used").asLong())
                .sum();
    }

    /** However often each is repeated. */
    private void assertToldOnce(Used tenant) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(
                                        LifecycleStream.soFar(servers.brokers(), tenant.tenantId())
                                                .stream()
                                                .filter(event -> event.type().equals(REACHED))
                                                .map(event ->
                                                        event.headers().get("ce_id")
                                                                + event.data().path("percent"))
                                                .distinct()
                                                .map(event -> event.replaceFirst("^.{36}", "")))
                                .containsExactlyInAnyOrder("50", "80", "100"));
    }
}
