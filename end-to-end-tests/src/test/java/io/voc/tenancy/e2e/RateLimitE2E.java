package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.Refusals.assertRefused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voc.tenancy.contracts.apikey.ApiKeyEnvironment;
import io.voc.tenancy.contracts.apikey.ApiKeySecret;
import io.voc.tenancy.v1.ApiKeyServiceGrpc;
import io.voc.tenancy.v1.VerifyApiKeyRequest;
import io.voc.tenancy.v1.VerifyApiKeyResponse;
import io.voc.tenancy.v1.VerifyApiKeyResponse.Result;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** How often a key may come, and whoever tries bad ones. */
class RateLimitE2E {

    private static final int DAY = 86_400;
    private static final int BAD_KEYS = 100;

    /** Many more, as some are let through again while they come. */
    private static final int MANY_KEYS = 1_000;

    private final Standalone standalone = Standalone.shared();
    private final Api api = standalone.api();
    private final String tenantId = api.registeredTenant();
    private final String keys = "/api/v1/tenants/" + tenantId + "/api-keys";

    @Test
    void of_a_key_is_told_with_the_key_and_can_be_changed_and_removed() {
        var key = limited(5, 60);
        var path = keys + "/" + key.text("id");
        assertThat(key.body().at("/rateLimit/requests").asInt()).isEqualTo(5);
        assertThat(api.get(path).body().at("/rateLimit/perSeconds").asInt()).isEqualTo(60);

        var changed = api.patch(path, Map.of("rateLimit", Map.of("requests", 7)));
        assertThat(changed.body().path("rateLimit").toString())
                .isEqualTo("{\"requests\":7,\"perSeconds\":60}");

        var none = new HashMap<String, Object>();
        none.put("rateLimit", null);
        assertThat(api.patch(path, none).body().has("rateLimit")).isFalse();
        assertThat(verified(key.text("secret")).body().has("rateLimit")).isFalse();
    }

    @Test
    void of_a_key_is_refused_when_it_lets_nothing_through() {
        for (var limit : List.of(rate(0, 1), rate(1, 0), rate(-1, 1), Map.of("requests", 1))) {
            var answer =
                    api.post(
                            keys,
                            Map.of(
                                    "name",
                                    "K",
                                    "scopes",
                                    List.of("config:read"),
                                    "rateLimit",
                                    limit));

            assertRefused(answer, 400, "validation-failed");
        }
    }

    @Test
    void of_a_key_is_used_by_each_verification_over_rest_and_grpc() {
        var secret = limited(4, DAY).text("secret");
        var turns = new AtomicInteger();

        assertUsedUp(
                4,
                () ->
                        turns.getAndIncrement() % 2 == 0
                                ? Use.of(verified(secret))
                                : Use.of(called(secret)));

        var refused = await().until(() -> verified(secret), it -> Use.of(it).isRefused());
        assertThat(refused.text("keyId")).isNotEmpty();
        assertSoon(refused.body().at("/rateLimit/resetsAt").asString(), DAY);
        assertSoon(refused.body().at("/rateLimit/nextAt").asString(), DAY / 4);
        var alsoRefused = await().until(() -> called(secret), it -> Use.of(it).isRefused());
        assertThat(alsoRefused.getRateLimit().getLimit()).isEqualTo(4);
        assertThat(alsoRefused.getRateLimit().hasNextAt()).isTrue();
    }

    @Test
    void of_a_key_is_not_used_by_what_is_refused_for_another_reason() {
        var secret = limited(1, DAY).text("secret");
        var foreign = Map.of("key", secret, "requiredScopes", List.of("usage:write"));

        for (int i = 0; i < 3; i++) {
            assertThat(api.post("/api/v1/api-keys/verify", foreign).text("result"))
                    .isEqualTo("FORBIDDEN");
        }

        assertUsedUp(1, () -> Use.of(verified(secret)));
        assertThat(api.post("/api/v1/api-keys/verify", foreign).text("result"))
                .isEqualTo("FORBIDDEN");
        await().until(() -> Use.of(verified(secret)).isRefused());
    }

    @Test
    void of_a_key_is_used_once_by_a_call_through_the_edge_and_then_answers_429() {
        var secret = limited(3, DAY).text("secret");
        var caller = api.as(secret);
        var config = "/api/v1/tenants/" + tenantId + "/config";

        assertUsedUp(
                3,
                () -> {
                    var answer = caller.get(config);
                    assertThat(answer.status()).isIn(200, 429);
                    assertThat(answer.header("RateLimit-Limit")).isIn("3", "");
                    return new Use(answer.status() == 429, answer.header("RateLimit-Remaining"));
                });

        var refused = await().until(() -> caller.get(config), it -> it.status() == 429);
        assertRefused(refused, 429, "rate-limited");
        assertThat(Integer.parseInt(refused.header("Retry-After")))
                .isBetween(DAY / 3 - 60, DAY / 3);
        assertThat(Integer.parseInt(refused.header("RateLimit-Reset"))).isBetween(DAY - 60, DAY);
        await().untilAsserted(
                        () -> assertRefused(caller.get("/api/v1/nowhere"), 429, "rate-limited"));
        await().until(() -> Use.of(verified(secret)).isRefused());
    }

    /** What a node could not count in time passes beside the limit, and tells no state of it. */
    @Test
    void of_a_key_is_never_exceeded_by_calls_at_once_on_all_nodes() {
        var secret = limited(20, DAY).text("secret");
        var caller = api.as(secret);
        var path = "/api/v1/tenants/" + tenantId + "/config";

        var passed =
                AtOnce.all(60, i -> i % 2 == 0 ? verified(secret) : caller.get(path)).stream()
                        .filter(it -> it.status() == 200)
                        .filter(it -> !it.text("result").equals("RATE_LIMITED"))
                        .toList();

        assertThat(passed).hasSizeGreaterThanOrEqualTo(20);
        assertThat(passed)
                .filteredOn(
                        it -> it.body().has("rateLimit") || !it.header("RateLimit-Limit").isEmpty())
                .hasSizeLessThanOrEqualTo(20)
                .isNotEmpty();
    }

    @Test
    void of_a_key_fills_again() {
        var secret = limited(1, 1).text("secret");
        await().until(() -> verified(secret).text("result").equals("RATE_LIMITED"));

        await().atMost(Duration.ofSeconds(5))
                .until(() -> verified(secret).text("result").equals("VALID"));
    }

    /** From an address of their own, so that no other test is slowed. */
    @Test
    void of_bad_keys_is_by_address_and_leaves_good_keys_alone() throws Exception {
        var good = api.issuedKey(tenantId, "tenant:read").path("secret").asString();
        try (var stranger = from("127.0.0.77");
                var another = from("127.0.0.78")) {
            var bad = 0;
            var answer = ask(stranger, unknown());
            for (; answer.statusCode() == 401 && bad < MANY_KEYS; bad++) {
                answer = ask(stranger, bad % 2 == 0 ? "tm_live_mistyped" : unknown());
            }

            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
            assertThat(bad).isGreaterThanOrEqualTo(BAD_KEYS);
            assertThat(ask(stranger, good).statusCode()).isEqualTo(200);
            assertThat(ask(another, unknown()).statusCode()).isEqualTo(401);
        }
    }

    private static HttpClient from(String address) throws IOException {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .localAddress(InetAddress.ofLiteral(address))
                .build();
    }

    private HttpResponse<String> ask(HttpClient client, String key)
            throws IOException, InterruptedException {
        var request =
                api.anonymous().request("/api/v1/tenants/" + tenantId).header("X-API-Key", key);
        return client.send(request.GET().build(), BodyHandlers.ofString());
    }

    private static String unknown() {
        return ApiKeySecret.generate(ApiKeyEnvironment.LIVE, new SecureRandom()).reveal();
    }

    private static Map<String, Object> rate(int requests, int perSeconds) {
        return Map.of("requests", requests, "perSeconds", perSeconds);
    }

    private Api.Answer limited(int requests, int perSeconds) {
        return api.post(
                keys,
                Map.of(
                        "name", "A key",
                        "scopes", List.of("config:read"),
                        "rateLimit", rate(requests, perSeconds)));
    }

    private Api.Answer verified(String secret) {
        return api.post("/api/v1/api-keys/verify", Map.of("key", secret));
    }

    private VerifyApiKeyResponse called(String secret) {
        return Grpc.as(
                        Tokens.service(),
                        ApiKeyServiceGrpc.newBlockingStub(Grpc.channel(standalone)))
                .verifyApiKey(VerifyApiKeyRequest.newBuilder().setKey(secret).build());
    }

    /**
     * One use.
     *
     * @param left empty when it could not be counted in time
     */
    private record Use(boolean isRefused, String left) {

        static Use of(Api.Answer verification) {
            return new Use(
                    verification.text("result").equals("RATE_LIMITED"),
                    verification.body().at("/rateLimit/remaining").asString(""));
        }

        static Use of(VerifyApiKeyResponse verification) {
            return new Use(
                    verification.getResult() == Result.RESULT_RATE_LIMITED,
                    verification.hasRateLimit()
                            ? String.valueOf(verification.getRateLimit().getRemaining())
                            : "");
        }
    }

    /** Each use takes one, and then nothing is left; those not counted in time may have, too. */
    private static void assertUsedUp(int limit, Supplier<Use> using) {
        var left = new ArrayList<Integer>();
        var uncounted = 0;
        for (var use = using.get(); !use.isRefused(); use = using.get()) {
            if (use.left().isEmpty()) {
                uncounted++;
            } else {
                left.add(Integer.valueOf(use.left()));
            }
            assertThat(left.size() + uncounted).isLessThan(limit + MANY_KEYS);
        }

        assertThat(left)
                .isSubsetOf(IntStream.range(0, limit).boxed().toList())
                .isSortedAccordingTo(Comparator.reverseOrder())
                .doesNotHaveDuplicates();
        assertThat(left.size() + uncounted).isGreaterThanOrEqualTo(limit);
    }

    private static void assertSoon(String instant, int seconds) {
        var end = Instant.now().plusSeconds(seconds);
        assertThat(Instant.parse(instant)).isBetween(end.minusSeconds(60), end);
    }
}
