package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.Refusals.assertRefused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

class ApiKeyCredentialE2E {

    private final Api api = Standalone.shared().api();
    private final String tenantId = api.registeredTenant();
    private final String keys = "/api/v1/tenants/" + tenantId + "/api-keys";

    private final String tenant = "/api/v1/tenants/" + tenantId;

    @Test
    void reaches_its_own_tenant_within_its_scopes_by_either_header() {
        var secret = secretWith("tenant:read", "config:*");

        assertThat(api.as(secret).get(tenant).text("id")).isEqualTo(tenantId);
        assertThat(
                        api.send(api.anonymous().request(tenant).header("X-API-Key", secret).GET())
                                .text("id"))
                .isEqualTo(tenantId);
        assertThat(api.as(secret).get(tenant + "/config").status()).isEqualTo(200);
        assertThat(api.as(secret).put(tenant + "/config", Map.of()).status()).isEqualTo(200);
    }

    @Test
    void is_refused_beyond_its_scopes() {
        var reader = api.as(secretWith("config:read"));

        assertThat(reader.get(tenant + "/config").status()).isEqualTo(200);
        assertRefused(reader.get(tenant), 403, "forbidden");
        assertRefused(reader.put(tenant + "/config", Map.of()), 403, "forbidden");
        assertRefused(reader.get(keys), 403, "forbidden");
        assertRefused(reader.post(keys, keyWith("config:read")), 403, "forbidden");
    }

    @Test
    void is_refused_what_is_not_for_keys_whatever_its_scopes() {
        var secret = secretWith("*:*");
        var key = api.as(secret);
        var profile = Map.of("name", "Mine", "contactEmail", "me@company.example");

        assertRefused(key.put(tenant, profile), 403, "forbidden");
        assertRefused(key.delete(tenant), 403, "forbidden");
        assertRefused(key.post(tenant + "/suspend", Map.of()), 403, "forbidden");
        assertRefused(key.get("/api/v1/tenants"), 403, "forbidden");
        assertRefused(key.post("/api/v1/tenants", Api.company(Api.anySlug())), 403, "forbidden");
        assertRefused(key.post("/api/v1/api-keys/verify", Map.of("key", secret)), 403, "forbidden");
    }

    @Test
    void finds_no_other_tenant() {
        var other = "/api/v1/tenants/" + api.registeredTenant();
        var key = api.as(secretWith("*:*"));

        assertRefused(key.get(other), 404, "not-found");
        assertRefused(key.get(other + "/config"), 404, "not-found");
        assertRefused(key.put(other + "/config", Map.of()), 404, "not-found");
        assertRefused(key.post(other + "/api-keys", keyWith("keys:read")), 404, "not-found");
        assertRefused(key.post(other + "/suspend", Map.of()), 404, "not-found");
    }

    @Test
    void ends_with_the_key() {
        var key = api.issuedKey(tenantId, "*:*");
        var bearer = api.as(key.path("secret").asString());
        assertThat(bearer.get(tenant).status()).isEqualTo(200);

        // a key may end itself
        var revoked = bearer.delete(keys + "/" + key.path("id").asString());

        assertThat(revoked.text("status")).isEqualTo("REVOKED");
        await().atMost(Duration.ofSeconds(1))
                .untilAsserted(() -> assertRefused(bearer.get(tenant), 401, "unauthenticated"));
        var mistyped = api.as("tm_live_" + "0".repeat(33) + "_000000");
        assertRefused(mistyped.get(tenant), 401, "unauthenticated");
    }

    @Test
    void ends_when_the_key_expires() {
        var created =
                api.post(
                        keys,
                        Map.of(
                                "name", "Short",
                                "scopes", List.of("tenant:read"),
                                "expiresAt", Instant.now().plusMillis(1_500).toString()));
        var bearer = api.as(created.text("secret"));

        await().untilAsserted(() -> assertRefused(bearer.get(tenant), 401, "unauthenticated"));
    }

    @Test
    void follows_the_tenant_as_its_own_people_do() {
        var key = api.as(secretWith("*:*"));

        api.post(tenant + "/suspend", Map.of());
        assertThat(key.get(tenant).status()).isEqualTo(200);
        assertThat(key.get(tenant + "/config").status()).isEqualTo(200);
        assertRefused(key.put(tenant + "/config", Map.of()), 403, "tenant-suspended");
        assertRefused(key.post(keys, keyWith("keys:read")), 403, "tenant-suspended");

        api.post(tenant + "/activate", Map.of());
        assertThat(key.put(tenant + "/config", Map.of()).status()).isEqualTo(200);

        api.delete(tenant);
        assertRefused(key.get(tenant), 404, "not-found");
        assertRefused(key.put(tenant + "/config", Map.of()), 404, "not-found");
    }

    @Test
    void stays_where_it_may_be_used_whatever_its_tenants_status() {
        var foreign = api.as(secretFrom("203.0.113.0/24"));
        var near = api.as(secretFrom("127.0.0.0/8"));
        assertRefused(foreign.get(tenant), 403, "forbidden");

        api.post(tenant + "/suspend", Map.of());

        assertRefused(foreign.get(tenant), 403, "forbidden");
        assertThat(near.get(tenant).status()).isEqualTo(200);
    }

    @Test
    void makes_no_key_that_may_do_more_or_longer() {
        var end = Instant.now().plusSeconds(3_600).truncatedTo(ChronoUnit.MILLIS);
        var manager =
                api.as(
                        api.post(
                                        keys,
                                        Map.of(
                                                "name", "Manager",
                                                "scopes",
                                                        List.of(
                                                                "keys:manage",
                                                                "keys:read",
                                                                "config:*"),
                                                "expiresAt", end.toString()))
                                .text("secret"));

        var made = manager.post(keys, keyUntil(end, "config:read", "keys:read"));

        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        assertThat(api.verified(made.text("secret"))).isEqualTo("VALID");
        assertRefused(manager.post(keys, keyUntil(end, "usage:read")), 403, "forbidden");
        assertRefused(manager.post(keys, keyUntil(end, "*:*")), 403, "forbidden");
        assertRefused(
                manager.post(keys, keyUntil(end.plusMillis(1), "config:read")), 403, "forbidden");
        assertRefused(manager.post(keys, keyWith("config:read")), 403, "forbidden");
    }

    @Test
    void revokes_any_key_of_its_tenant() {
        var stronger = api.issuedKey(tenantId, "*:*");
        var manager = api.as(secretWith("keys:manage"));

        var revoked = manager.delete(keys + "/" + stronger.path("id").asString());

        assertThat(revoked.text("status")).isEqualTo("REVOKED");
        assertThat(api.verified(stronger.path("secret").asString())).isEqualTo("REVOKED");
    }

    private String secretWith(String... scopes) {
        return api.issuedKey(tenantId, scopes).path("secret").asString();
    }

    private String secretFrom(String range) {
        return api.post(
                        keys,
                        Map.of(
                                "name", "A key",
                                "scopes", List.of("tenant:read"),
                                "allowedCidrs", List.of(range)))
                .text("secret");
    }

    private static Map<String, Object> keyWith(String... scopes) {
        return Map.of("name", "Made by a key", "scopes", List.of(scopes));
    }

    private static Map<String, Object> keyUntil(Instant end, String... scopes) {
        return Map.of(
                "name", "Made by a key", "scopes", List.of(scopes), "expiresAt", end.toString());
    }
}
