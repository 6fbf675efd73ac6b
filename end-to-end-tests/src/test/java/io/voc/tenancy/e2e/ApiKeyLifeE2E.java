package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.Keyed.assertReplayed;
import static io.voc.tenancy.e2e.Refusals.assertRefused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** What becomes of a key from its creation to its end. */
class ApiKeyLifeE2E {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Api api = Standalone.shared().api();
    private final String tenantId = api.registeredTenant();
    private final String keys = "/api/v1/tenants/" + tenantId + "/api-keys";

    @Test
    void is_created_with_all_its_settings() {
        var end = Instant.now().plusSeconds(3_600).truncatedTo(ChronoUnit.MILLIS);

        var created =
                api.post(
                        keys,
                        Map.of(
                                "name", "Gateway",
                                "scopes", List.of("usage:*", "config:read"),
                                "environment", "test",
                                "expiresAt", end.toString(),
                                "allowedCidrs", List.of("10.0.0.0/8", "2001:DB8:0:0::/32"),
                                "metadata", Map.of("team", "calls")));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.body().path("scopes").valueStream().map(scope -> scope.asString()))
                .containsExactly("config:read", "usage:*");
        assertThat(created.body().path("allowedCidrs").valueStream().map(cidr -> cidr.asString()))
                .containsExactly("10.0.0.0/8", "2001:db8::/32");
        assertThat(created.body().path("metadata").path("team").asString()).isEqualTo("calls");
        assertThat(created.text("expiresAt")).isEqualTo(end.toString());
        var read = read(created.text("id"), created);
        ((ObjectNode) created.body()).remove("secret");
        assertThat(read.body()).isEqualTo(created.body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\": \"\"}                                               | /name",
                "{\"scopes\": []}                                               | /scopes",
                "{\"scopes\": [\"plans:read\"]}                                 | /scopes/0",
                "{\"scopes\": null}                                             | /scopes",
                "{\"expiresAt\": \"2020-01-01T00:00:00Z\"}                      | /expiresAt",
                "{\"expiresAt\": \"tomorrow\"}                                  | /expiresAt",
                "{\"allowedCidrs\": [\"10.1.0.0/8\", \"::/0\", \"localhost/32\"]} | /allowedCidrs/0 /allowedCidrs/2",
                "{\"metadata\": {\"a\": 1}}                                     | /metadata/a",
                "{\"environment\": \"test\", \"prefix\": \"tm_live_\"}          | /environment /prefix",
                "{\"rateLimit\": {\"requests\": 0, \"perSeconds\": 1}}          | /rateLimit/requests",
                "{\"rateLimit\": {\"requests\": 1}}                            | /rateLimit/perSeconds",
                "{\"version\": 7, \"id\": \"key_1\", \"status\": \"REVOKED\"}   | /id /status /version",
            })
    void is_changed_to_nothing_that_is_not_valid(String patch, String pointers) {
        var key = keys + "/" + api.issuedKey(tenantId, "config:read").path("id").asString();

        var answer = api.patch(key, JsonMapper.shared().readTree(patch));

        assertRefused(answer, 400, "validation-failed");
        assertThat(answer.pointers().stream().distinct())
                .containsExactlyInAnyOrder(pointers.split(" "));
        assertThat(api.patch(key, Map.of()).version()).isEqualTo(1);
    }

    @Nested
    class Changing {

        private final Api.Answer created =
                api.post(
                        keys,
                        Map.of(
                                "name", "Gateway",
                                "scopes", List.of("config:read"),
                                "metadata", Map.of("team", "calls", "tier", "gold")));
        private final String key = keys + "/" + created.text("id");

        @Test
        void replaces_what_is_there_and_keeps_the_rest() {
            var changed =
                    api.patch(
                            key,
                            JsonMapper.shared()
                                    .readTree(
                                            """
                                            {"name": "Voice", "allowedCidrs": ["10.0.0.0/8"], "metadata": {"tier": null}}
                                            """));

            assertThat(changed.status()).isEqualTo(200);
            assertThat(changed.version()).isEqualTo(2);
            assertThat(changed.header("ETag")).isEqualTo("\"2\"");
            assertThat(changed.text("name")).isEqualTo("Voice");
            assertThat(changed.body().path("metadata").propertyNames()).containsExactly("team");
            assertThat(changed.body().path("scopes")).isEqualTo(created.body().path("scopes"));
            assertThat(changed.body().has("secret")).isFalse();
            assertThat(read(created.text("id"), changed).body()).isEqualTo(changed.body());
            assertThat(api.patch(key, Map.of("name", "Voice")).version()).isEqualTo(2);
        }

        @Test
        void depends_on_the_version_that_is_asked_for() {
            assertRefused(
                    api.with("If-Match", "\"7\"").patch(key, Map.of("name", "Voice")),
                    412,
                    "version-conflict");
            assertThat(api.with("If-Match", "\"1\"").patch(key, Map.of("name", "Voice")).status())
                    .isEqualTo(200);
        }

        @Test
        void takes_back_what_was_read() {
            api.verified(created.text("secret"));
            await().atMost(SOON).until(() -> api.get(key).body().has("lastUsedAt"));

            var answer = api.patch(key, api.get(key).body());

            assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
            assertThat(answer.version()).isEqualTo(1);
        }

        @Test
        void is_refused_once_it_is_revoked() {
            api.delete(key);

            assertRefused(api.patch(key, Map.of("name", "Voice")), 409, "api-key-revoked");
            assertRefused(api.post(key + "/rotate", Map.of()), 409, "api-key-revoked");
            assertThat(api.patch(key, Map.of()).status()).isEqualTo(200);
        }

        @Test
        void counts_for_verification_within_a_second() {
            var secret = created.text("secret");
            assertThat(api.verified(secret)).isEqualTo("VALID");

            api.patch(key, Map.of("allowedCidrs", List.of("10.0.0.0/8")));

            awaitVerified(secret, "FORBIDDEN");
        }
    }

    @Nested
    class Rotating {

        private final Api.Answer created =
                api.post(
                        keys,
                        Map.of(
                                "name", "Gateway",
                                "scopes", List.of("config:read"),
                                "environment", "test"));
        private final String rotate = keys + "/" + created.text("id") + "/rotate";
        private final String first = created.text("secret");

        @Test
        void gives_the_key_a_new_secret_and_ends_the_old_one() {
            assertThat(api.verified(first)).isEqualTo("VALID");

            var rotated = api.post(rotate, Map.of("reason", "planned"));

            assertThat(rotated.status()).isEqualTo(200);
            assertThat(rotated.text("id")).isEqualTo(created.text("id"));
            assertThat(rotated.version()).isEqualTo(2);
            assertThat(rotated.text("secret"))
                    .startsWith("tm_test_")
                    .isNotEqualTo(first)
                    .startsWith(rotated.text("prefix"))
                    .endsWith(rotated.text("last4"));
            assertThat(rotated.header("Cache-Control")).contains("no-store");
            assertThat(api.verified(rotated.text("secret"))).isEqualTo("VALID");
            awaitVerified(first, "EXPIRED");
            var read = read(created.text("id"), rotated);
            assertThat(read.text("last4")).isEqualTo(rotated.text("last4"));
            assertThat(read.body().has("secret")).isFalse();
        }

        @Test
        void lets_the_old_secret_go_on_until_its_time_is_over() {
            var rotated = api.post(rotate, Map.of("overlapSeconds", 3));

            assertThat(api.verified(first)).isEqualTo("VALID");
            assertThat(api.verified(rotated.text("secret"))).isEqualTo("VALID");
            assertThat(Instant.parse(rotated.text("previousSecretValidUntil")))
                    .isAfter(Instant.now())
                    .isBefore(Instant.now().plusSeconds(4));
            await().atMost(SOON).until(() -> api.verified(first).equals("EXPIRED"));
            assertThat(Instant.now())
                    .isAfterOrEqualTo(Instant.parse(rotated.text("previousSecretValidUntil")));
            assertThat(api.verified(rotated.text("secret"))).isEqualTo("VALID");
        }

        @Test
        void leaves_no_more_than_two_secrets() {
            var second = api.post(rotate, Map.of("overlapSeconds", 600)).text("secret");
            var third = api.post(rotate, Map.of("overlapSeconds", 600)).text("secret");

            awaitVerified(first, "NOT_FOUND");
            assertThat(api.verified(second)).isEqualTo("VALID");
            assertThat(api.verified(third)).isEqualTo("VALID");
        }

        @Test
        void never_lasts_longer_than_the_key() {
            var end = Instant.now().plusSeconds(60).truncatedTo(ChronoUnit.MILLIS);
            api.patch(keys + "/" + created.text("id"), Map.of("expiresAt", end.toString()));

            var rotated = api.post(rotate, Map.of("overlapSeconds", 604_800));

            assertThat(rotated.text("previousSecretValidUntil")).isEqualTo(end.toString());
        }

        @Test
        void is_done_once_however_often_it_is_asked_for() {
            var keyed = new Keyed(api);
            var rotated = keyed.post(rotate, Map.of("overlapSeconds", 60));

            assertReplayed(keyed.post(rotate, Map.of("overlapSeconds", 60)), rotated);

            assertThat(api.patch(keys + "/" + created.text("id"), Map.of()).version()).isEqualTo(2);
            assertThat(api.verified(first)).isEqualTo("VALID");
        }

        @Test
        void is_refused_for_longer_than_a_week() {
            for (var seconds : List.of(-1, 604_801)) {
                var answer = api.post(rotate, Map.of("overlapSeconds", seconds));

                assertRefused(answer, 400, "validation-failed");
                assertThat(answer.pointers()).containsExactly("/overlapSeconds");
            }
        }

        @Test
        void revoking_ends_both_secrets() {
            var second = api.post(rotate, Map.of("overlapSeconds", 600)).text("secret");

            api.delete(keys + "/" + created.text("id"), Map.of("reason", "leaked"));

            awaitVerified(first, "REVOKED");
            awaitVerified(second, "REVOKED");
        }
    }

    @Test
    void tells_the_minute_of_its_last_use_and_none_of_a_verification_that_failed() {
        var used = api.issuedKey(tenantId, "config:read");
        var unused = api.issuedKey(tenantId, "config:read");
        api.post(
                "/api/v1/api-keys/verify",
                Map.of(
                        "key", unused.path("secret").asString(),
                        "requiredScopes", List.of("config:write")));

        assertThat(api.verified(used.path("secret").asString())).isEqualTo("VALID");

        var path = keys + "/" + used.path("id").asString();
        await().atMost(SOON).until(() -> api.get(path).body().has("lastUsedAt"));
        var at = Instant.parse(api.get(path).text("lastUsedAt"));
        assertThat(at).isEqualTo(at.truncatedTo(ChronoUnit.MINUTES));
        assertThat(Duration.between(at, Instant.now())).isLessThan(Duration.ofMinutes(2));
        assertThat(api.get(path).version()).isEqualTo(1);
        var listed = api.get(keys).body().path("items");
        assertThat(listed.get(0).path("lastUsedAt").asString()).isEqualTo(at.toString());
        assertThat(listed.get(1).has("lastUsedAt")).isFalse();
    }

    private Api.Answer read(String id, Api.Answer after) {
        return api.with("Consistency-Token", after.header("Consistency-Token"))
                .get(keys + "/" + id);
    }

    private void awaitVerified(String secret, String result) {
        await().atMost(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(api.verified(secret)).isEqualTo(result));
    }
}
