package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A key of a tenant of its own that is good until it meets its end. */
final class EndingKey {

    private static final Duration A_MOMENT = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Api api;
    private final String end;
    private final String tenant;
    private final String key;
    private final String secret;

    /**
     * A key that is good.
     *
     * @param end what becomes of it
     */
    EndingKey(Api api, String end) {
        this.api = api;
        this.end = end;
        tenant = "/api/v1/tenants/" + api.registeredTenant();
        var issued = api.issuedKey(tenant.substring(tenant.lastIndexOf('/') + 1), "config:read");
        key = tenant + "/api-keys/" + issued.path("id").asString();
        secret = issued.path("secret").asString();
    }

    String secret() {
        return secret;
    }

    /**
     * Ends it, trying again what is answered 503, as its callers are told to. Tells when that was
     * acknowledged, or is to happen, by {@link System#nanoTime()}.
     */
    long end() {
        var expiresAt = Instant.now().plus(A_MOMENT);
        await().atMost(PATIENCE).until(() -> isAcknowledged(expiresAt));
        var left = Duration.between(Instant.now(), expiresAt);
        return System.nanoTime() + (end.equals("expire") ? left.toNanos() : 0);
    }

    private boolean isAcknowledged(Instant expiresAt) {
        var answer =
                switch (end) {
                    case "revoke" -> api.delete(key);
                    case "suspend" -> api.post(tenant + "/suspend", Map.of());
                    case "delete" -> api.delete(tenant);
                    case "expire" -> api.patch(key, Map.of("expiresAt", expiresAt.toString()));
                    case "rescope" -> api.patch(key, Map.of("scopes", List.of("usage:read")));
                    case "rotate" -> api.post(key + "/rotate", Map.of());
                    default -> throw new AssertionError("How does a key " + end + "?");
                };
        assertThat(answer.status()).as(end + ": " + answer.body()).isIn(200, 503);
        return answer.status() == 200;
    }
}
