package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.Refusals.assertRefused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.voc.tenancy.v1.ApiKeyServiceGrpc;
import io.voc.tenancy.v1.VerifyApiKeyRequest;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * No node answers VALID to a request that was sent more than a second after a key's end was
 * acknowledged, whatever ends it and whatever else goes wrong.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OwnInstallation
class RevocationE2E {

    /** How many keys meet each end. */
    private static final int TIMES = Boolean.getBoolean("endurance") ? 34 : 1;

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final List<String> ENDS =
            List.of("revoke", "suspend", "delete", "expire", "rescope", "rotate");

    private final OwnServers servers;
    private final Standalone installation;
    private final Api api;

    RevocationE2E() throws IOException {
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
    void is_known_everywhere_within_a_second() throws Exception {
        endAll(() -> {});
    }

    @Test
    void is_known_when_nobody_is_told_that_the_log_has_grown() throws Exception {
        endAll(this::cutNotifications);
    }

    @Test
    void is_known_without_redis() throws Exception {
        servers.withoutRedis(() -> endAll(() -> {}));
    }

    @Test
    @Tag("separate")
    void is_known_to_a_node_that_was_frozen_meanwhile() throws Exception {
        var frozen = new CompletableFuture<Void>();

        endAll(() ->
                Thread.ofVirtual()
                        .start(() -> {
                            freeze();
                            frozen.complete(null);
                        }));

        frozen.join();
    }

    @Test
    void is_not_guessed_without_the_database() throws Exception {
        var key = new EndingKey(api, "revoke");
        try (var watch = new KeyWatch(grpcPorts().getFirst(), key.secret())) {
            watch.awaitValid();

            servers.withoutPostgres(() -> {
                watch.assertNotKnownAfter(System.nanoTime());
                assertUnavailable(key.secret());
            });

            await().atMost(Duration.ofMinutes(1)).untilAsserted(watch::awaitValid);
        }
    }

    /** In every way to ask; each takes the seconds for which a node hopes for a connection. */
    private void assertUnavailable(String secret) {
        AtOnce.run(
                () -> assertUnavailableOverGrpc(secret),
                () -> {
                    var answer = api.post("/api/v1/api-keys/verify", Map.of("key", secret));
                    assertThat(answer.status()).isEqualTo(503);
                },
                () -> {
                    var call = api.as(secret).get("/api/v1/tenants");
                    assertRefused(call, 503, "unavailable");
                    assertThat(call.header("Retry-After")).isNotEmpty();
                });
    }

    private void assertUnavailableOverGrpc(String secret) {
        var node = Grpc.channel(grpcPorts().getFirst());
        var question = VerifyApiKeyRequest.newBuilder().setKey(secret).build();
        var refusal =
                catchThrowableOfType(
                        StatusRuntimeException.class,
                        () ->
                                Grpc.as(Tokens.service(), ApiKeyServiceGrpc.newBlockingStub(node))
                                        .verifyApiKey(question));
        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(Grpc.code(refusal)).isEqualTo("unavailable");
    }

    private void endAll(OwnServers.Outage meanwhile) throws Exception {
        var keys = new ArrayList<EndingKey>();
        ENDS.forEach(end -> {
            for (int i = 0; i < TIMES; i++) {
                keys.add(new EndingKey(api, end));
            }
        });
        Collections.shuffle(keys, new Random(4711));
        var watches = keys.stream().map(this::watches).toList();
        try {
            watches.forEach(of -> of.forEach(KeyWatch::awaitValid));
            meanwhile.happens();
            var acknowledged = keys.stream().map(EndingKey::end).toList();
            for (int i = 0; i < keys.size(); i++) {
                for (var watch : watches.get(i)) {
                    watch.assertNotValidAfter(acknowledged.get(i), PATIENCE);
                }
            }
        } finally {
            watches.forEach(of -> of.forEach(KeyWatch::close));
        }
    }

    private List<KeyWatch> watches(EndingKey key) {
        return grpcPorts().stream().map(port -> new KeyWatch(port, key.secret())).toList();
    }

    private List<String> grpcPorts() {
        return Standalone.IS_SEPARATE
                ? installation.inner("query-side", "GRPC_PORT")
                : List.of(installation.environment("GRPC_PORT"));
    }

    private void freeze() {
        try {
            installation.freeze("query-side", 0, Duration.ofSeconds(5));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void cutNotifications() throws SQLException {
        var url = URI.create(Objects.requireNonNull(servers.environment().get("DATABASE_URL")));
        var user = url.getUserInfo().split(":", 2);
        try (var connection =
                        DriverManager.getConnection(
                                "jdbc:postgresql://127.0.0.1:" + url.getPort() + url.getPath(),
                                user[0],
                                user[1]);
                var statement = connection.createStatement();
                var cut =
                        statement.executeQuery(
                                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'")) {
            assertThat(cut.next()).isTrue();
        }
    }
}
