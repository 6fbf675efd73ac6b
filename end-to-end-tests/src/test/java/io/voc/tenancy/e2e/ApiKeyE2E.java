package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voc.tenancy.v1.ApiKeyServiceGrpc;
import io.voc.tenancy.v1.VerifyApiKeyRequest;
import io.voc.tenancy.v1.VerifyApiKeyResponse;
import io.voc.tenancy.v1.VerifyApiKeyResponse.Result;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

class ApiKeyE2E {

    private final Standalone standalone = Standalone.shared();
    private final Api api = standalone.api();
    private final String tenantId = api.registeredTenant();
    private final String keys = "/api/v1/tenants/" + tenantId + "/api-keys";

    @Nested
    class Creating {

        @Test
        void shows_the_secret_once() {
            var created =
                    api.post(
                            keys,
                            Map.of(
                                    "name",
                                    "Gateway",
                                    "scopes",
                                    List.of("config:read"),
                                    "environment",
                                    "test"));

            assertThat(created.status()).isEqualTo(201);
            assertThat(created.text("secret")).matches("tm_test_[0-9A-Za-z]{33}_[0-9A-Za-z]{6}");
            assertThat(created.text("secret"))
                    .startsWith(created.text("prefix"))
                    .endsWith(created.text("last4"));
            assertThat(created.text("environment")).isEqualTo("test");
            assertThat(created.response().headers().firstValue("Cache-Control"))
                    .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
            var listed = awaitListed(created.text("id"));
            assertThat(listed.has("secret")).isFalse();
            assertThat(listed.path("last4").asString()).isEqualTo(created.text("last4"));
        }

        @Test
        void tells_where_the_key_is_read_at_once_and_without_its_secret() {
            var created =
                    api.post(keys, Map.of("name", "Gateway", "scopes", List.of("config:read")));
            var location = created.response().headers().firstValue("Location").orElseThrow();

            var read = api.get(location);

            assertThat(read.status()).isEqualTo(200);
            assertThat(read.text("id")).isEqualTo(created.text("id"));
            assertThat(read.body().has("secret")).isFalse();
            var elsewhere = "/api/v1/tenants/" + api.registeredTenant() + "/api-keys/";
            assertThat(api.get(elsewhere + created.text("id")).status()).isEqualTo(404);
        }

        @Test
        void for_a_tenant_that_is_not_there_is_not_found() {
            var answer =
                    api.post(
                            "/api/v1/tenants/ten_00000000000000000000000000/api-keys",
                            Map.of("name", "Gateway", "scopes", List.of("config:read")));

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("not-found");
        }

        @Test
        void refuses_unknown_scopes_and_an_end_in_the_past() {
            var scopes = api.post(keys, Map.of("name", "Gateway", "scopes", List.of("everything")));
            var end =
                    api.post(
                            keys,
                            Map.of(
                                    "name", "Gateway",
                                    "scopes", List.of("config:read"),
                                    "expiresAt", "2020-01-01T00:00:00Z"));

            assertThat(scopes.body().path("errors").findValuesAsString("pointer"))
                    .containsExactly("/scopes/0");
            assertThat(end.body().path("errors").findValuesAsString("pointer"))
                    .containsExactly("/expiresAt");
        }

        @Test
        void is_refused_to_the_people_of_a_suspended_tenant_but_not_to_operators() {
            api.post("/api/v1/tenants/" + tenantId + "/suspend", Map.of());
            var key = Map.of("name", "Gateway", "scopes", List.of("config:read"));

            var own = api.as(Tokens.tenantAdmin(tenantId)).post(keys, key);

            assertThat(own.status()).isEqualTo(403);
            assertThat(own.code()).isEqualTo("tenant-suspended");
            assertThat(api.post(keys, key).status()).isEqualTo(201);
        }
    }

    @Nested
    class Verifying {

        @Test
        void a_good_key_tells_whose_it_is_and_what_it_may() {
            var key = api.issuedKey(tenantId, "config:read", "usage:*");

            var rest =
                    api.as(Tokens.service())
                            .post(
                                    "/api/v1/api-keys/verify",
                                    Map.of("key", key.path("secret").asString()));
            var grpc = verifyByGrpc(key.path("secret").asString());

            assertThat(rest.status()).isEqualTo(200);
            assertThat(rest.text("result")).isEqualTo("VALID");
            assertThat(rest.text("tenantId")).isEqualTo(tenantId);
            assertThat(rest.text("keyId")).isEqualTo(key.path("id").asString());
            assertThat(rest.text("environment")).isEqualTo("live");
            assertThat(grpc.getResult()).isEqualTo(Result.RESULT_VALID);
            assertThat(grpc.getTenantId()).isEqualTo(tenantId);
            assertThat(grpc.getScopesList()).containsExactly("config:read", "usage:*");
        }

        @Test
        void asks_for_all_required_scopes() {
            var key = api.issuedKey(tenantId, "config:read", "usage:*").path("secret").asString();

            assertThat(verifyByGrpc(key, "config:read", "usage:write").getResult())
                    .isEqualTo(Result.RESULT_VALID);
            assertThat(verifyByGrpc(key, "config:read", "keys:manage").getResult())
                    .isEqualTo(Result.RESULT_FORBIDDEN);
        }

        @Test
        void a_mistyped_or_unknown_key_is_not_found() {
            var secret = api.issuedKey(tenantId, "config:read").path("secret").asString();
            var mistyped =
                    secret.substring(0, 10)
                            + (secret.charAt(10) == 'x' ? 'y' : 'x')
                            + secret.substring(11);

            for (var key : List.of(mistyped, "hello", "tm_live_x_y")) {
                assertThat(api.verified(key)).isEqualTo("NOT_FOUND");
                assertThat(verifyByGrpc(key).getResult()).isEqualTo(Result.RESULT_NOT_FOUND);
            }
        }

        @Test
        void a_revoked_key_is_dead_at_once() {
            var key = api.issuedKey(tenantId, "config:read");

            var revoked = api.delete(keys + "/" + key.path("id").asString());

            assertThat(revoked.status()).isEqualTo(200);
            assertThat(revoked.text("status")).isEqualTo("REVOKED");
            assertThat(api.verified(key.path("secret").asString())).isEqualTo("REVOKED");
            assertThat(api.delete(keys + "/" + key.path("id").asString()).body())
                    .isEqualTo(revoked.body());
        }

        @Test
        void an_expired_key_says_so() {
            var expiresAt = Instant.now().plusMillis(1_500);
            var key =
                    api.post(
                                    keys,
                                    Map.of(
                                            "name", "Short",
                                            "scopes", List.of("config:read"),
                                            "expiresAt", expiresAt.toString()))
                            .text("secret");

            await().pollInterval(Duration.ofMillis(100))
                    .untilAsserted(() -> assertThat(api.verified(key)).isEqualTo("EXPIRED"));
        }

        @Test
        void follows_the_tenant_within_a_second() {
            var key = api.issuedKey(tenantId, "config:read").path("secret").asString();

            api.post("/api/v1/tenants/" + tenantId + "/suspend", Map.of());
            assertThat(api.verified(key)).isEqualTo("TENANT_SUSPENDED");

            api.post("/api/v1/tenants/" + tenantId + "/activate", Map.of());
            awaitVerified(key, "VALID");

            api.delete("/api/v1/tenants/" + tenantId);
            awaitVerified(key, "TENANT_NOT_ACTIVE");
        }
    }

    private void awaitVerified(String key, String result) {
        await().atMost(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(api.verified(key)).isEqualTo(result));
    }

    @Test
    void the_secret_is_in_no_log() {
        var secret = api.issuedKey(tenantId, "config:read").path("secret").asString();
        api.verified(secret);
        api.as(secret).get("/api/v1/tenants/" + tenantId + "/config");

        assertThat(Standalone.read(standalone.log())).doesNotContain(secret);
    }

    private VerifyApiKeyResponse verifyByGrpc(String key, String... scopes) {
        return Grpc.as(
                        Tokens.service(),
                        ApiKeyServiceGrpc.newBlockingStub(Grpc.channel(standalone)))
                .verifyApiKey(
                        VerifyApiKeyRequest.newBuilder()
                                .setKey(key)
                                .addAllRequiredScopes(List.of(scopes))
                                .build());
    }

    private JsonNode awaitListed(String keyId) {
        return await().until(
                        () ->
                                api.get(keys)
                                        .body()
                                        .path("items")
                                        .valueStream()
                                        .filter(key -> key.path("id").asString().equals(keyId))
                                        .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }
}
