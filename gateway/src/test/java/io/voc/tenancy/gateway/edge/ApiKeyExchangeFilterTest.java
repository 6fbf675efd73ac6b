package io.voc.tenancy.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.contracts.apikey.ApiKeyEnvironment;
import io.voc.tenancy.contracts.apikey.ApiKeySecret;
import io.voc.tenancy.contracts.apikey.ApiKeyVerification;
import io.voc.tenancy.contracts.apikey.ApiKeyVerification.RateLimitState;
import io.voc.tenancy.contracts.apikey.ApiKeyVerification.Result;
import io.voc.tenancy.contracts.identity.KeyRights;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.gateway.Gateway;
import io.voc.tenancy.gateway.TestProcess;
import io.voc.tenancy.kit.ServiceKit;
import io.voc.tenancy.kit.identity.Actors;
import io.voc.tenancy.kit.identity.ApiKeyDirectory;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiKeyExchangeFilterTest {

    private static final String TENANT = "ten_01h455vb4pex5vsknk084sn02q";
    private static final String KEY_ID = "key_01h455vb4pex5vsknk084sn02q";
    private static final Map<String, ApiKeyVerification> KNOWN = new ConcurrentHashMap<>();
    private static final Map<Result, String> SECRETS =
            new EnumMap<>(
                    Arrays.stream(Result.values())
                            .collect(Collectors.toMap(Function.identity(), it -> known(it))));
    private static final String LOST = newSecret();

    private final HttpClient client = HttpClient.newHttpClient();
    private final TestProcess process = new TestProcess(Application.class);

    @AfterAll
    void stop() {
        process.close();
        client.close();
    }

    @EnableAutoConfiguration
    @Import({ServiceKit.class, Gateway.class, Operations.class})
    static class Application { // no @Configuration: other tests scan this package

        /** Knows the keys that the tests have made, and one of which it can't tell. */
        @Bean
        ApiKeyDirectory keys() {
            return (secret, _) -> {
                if (secret.equals(LOST)) {
                    throw new Rejection(RejectionCode.UNAVAILABLE, "Try again");
                }
                return Optional.ofNullable(KNOWN.get(secret))
                        .map(key -> key.limited(key.result(), state(key.result())))
                        .orElseThrow(() -> new AssertionError("asked for a malformed key"));
            };
        }
    }

    /** An operation that tells what arrives behind the edge. */
    @RestController
    static class Operations {

        record Arrived(String subject, List<String> capacities, List<String> headers) {}

        @GetMapping("/api/v1/tenants/{tenantId}")
        Arrived find(@PathVariable String tenantId, HttpServletRequest request) {
            var headers =
                    Collections.list(request.getHeaderNames()).stream()
                            .map(name ->
                                    name.toLowerCase(Locale.ROOT) + ": " + request.getHeader(name));
            var actor = Actors.current();
            return new Arrived(actor.subject(), actor.capacities(), headers.toList());
        }
    }

    @Nested
    class An_API_key {

        @ParameterizedTest
        @ValueSource(strings = {"Authorization: Bearer ", "authorization: bearer ", "X-API-Key: "})
        void is_exchanged_for_a_token_in_either_header(String header) {
            var secret = SECRETS.get(Result.VALID);
            var answer = ask(header + secret);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(json(answer).path("subject").asString()).isEqualTo(KEY_ID);
            assertThat(json(answer).path("capacities").valueStream().map(JsonNode::asString))
                    .containsExactly("api-key");
            assertThat(answer.body())
                    .contains("authorization: Bearer ey")
                    .doesNotContain(String.valueOf(secret))
                    .doesNotContainIgnoringCase("x-api-key");
        }

        @ParameterizedTest
        @EnumSource(names = {"TENANT_NOT_ACTIVE", "TENANT_SUSPENDED"})
        void goes_on_to_the_tenants_gate_whatever_its_status(Result result) {
            assertThat(ask("X-API-Key: " + SECRETS.get(result)).statusCode()).isEqualTo(200);
        }

        @ParameterizedTest
        @EnumSource(names = {"NOT_FOUND", "REVOKED", "EXPIRED"})
        void is_refused_if_it_is_not_good(Result result) {
            var answer = ask("X-API-Key: " + SECRETS.get(result));

            assertProblem(answer, 401, "unauthenticated");
            assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        }

        @Test
        void is_refused_where_it_may_not_be_used() {
            assertProblem(ask("X-API-Key: " + SECRETS.get(Result.FORBIDDEN)), 403, "forbidden");
        }

        @ParameterizedTest
        @EnumSource(names = {"VALID", "TENANT_NOT_ACTIVE", "TENANT_SUSPENDED"})
        void is_exchanged_where_it_may_be_used_only_whatever_its_tenants_status(Result result) {
            var foreign = known(result, "203.0.113.0/24", "2001:db8::/32");
            var near = known(result, "203.0.113.0/24", "127.0.0.0/8");

            assertProblem(ask("X-API-Key: " + foreign), 403, "forbidden");
            assertThat(ask("X-API-Key: " + near).statusCode()).isEqualTo(200);
        }

        @Test
        void is_told_what_is_left_of_its_rate_limit() {
            var answer = ask("X-API-Key: " + SECRETS.get(Result.VALID));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertLimit(answer, 10, 7);
        }

        @Test
        void is_told_when_to_come_again_if_it_comes_too_often() {
            var answer = ask("X-API-Key: " + SECRETS.get(Result.RATE_LIMITED));

            assertProblem(answer, 429, "rate-limited");
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("4");
            assertLimit(answer, 10, 0);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "X-API-Key: tm_live_hello",
                    "X-API-Key: hello",
                    "X-API-Key: ",
                    "Authorization: Bearer tm_live_hello",
                })
        void is_refused_without_a_look_up_if_it_is_malformed(String header) {
            assertProblem(ask(header), 401, "unauthenticated");
        }

        @Test
        void is_neither_good_nor_bad_if_nobody_can_tell() {
            var answer = ask("X-API-Key: " + LOST);

            assertProblem(answer, 503, "unavailable");
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(answer.headers().firstValue("X-Correlation-Id")).isPresent();
        }
    }

    @Nested
    class A_request {

        @Test
        void with_a_token_goes_on_as_it_is() {
            var token = TestProcess.token("platform-auditor");
            var answer = ask("Authorization: Bearer " + token);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("authorization: Bearer " + token);
            assertThat(json(answer).path("subject").asString()).isEqualTo("alice");
        }

        @Test
        void without_a_credential_is_refused_by_whoever_asks_for_one() {
            assertProblem(ask(), 401, "unauthenticated");
        }

        @Test
        void with_more_than_one_credential_is_refused() {
            var key = SECRETS.get(Result.VALID);
            var token = TestProcess.token("platform-auditor");

            for (var headers :
                    List.of(
                            List.of("X-API-Key: " + key, "Authorization: Bearer " + key),
                            List.of("X-API-Key: " + key, "Authorization: Bearer " + token),
                            List.of("X-API-Key: " + key, "Authorization: Basic YTpi"),
                            List.of("X-API-Key: " + key, "X-API-Key: " + key),
                            List.of(
                                    "Authorization: Bearer " + token,
                                    "Authorization: Bearer " + token))) {
                assertProblem(ask(headers.toArray(String[]::new)), 400, "validation-failed");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"Bearer ", "bearer ", "Bearer  "})
        void with_an_internal_token_is_refused_however_good_that_is(String scheme) {
            var tokens = process.internalTokens();
            var rights = new KeyRights(Set.of("*:*"), null);

            assertProblem(
                    ask("Authorization: " + scheme + tokens.ofKey(KEY_ID, TENANT, rights)),
                    401,
                    "unauthenticated");
            assertProblem(
                    ask("Authorization: " + scheme + tokens.ofGateway()), 401, "unauthenticated");
        }
    }

    private HttpResponse<String> ask(String... headers) {
        var request =
                HttpRequest.newBuilder(URI.create(process.url() + "/api/v1/tenants/" + TENANT));
        for (var header : headers) {
            var nameAndValue = header.split(": ", 2);
            request.header(nameAndValue[0], nameAndValue[1]);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertLimit(HttpResponse<String> answer, int limit, int remaining) {
        var headers = answer.headers();
        assertThat(headers.firstValueAsLong("RateLimit-Limit")).hasValue(limit);
        assertThat(headers.firstValueAsLong("RateLimit-Remaining")).hasValue(remaining);
        assertThat(headers.firstValueAsLong("RateLimit-Reset").orElseThrow()).isBetween(90L, 100L);
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(json(answer).path("code").asString()).isEqualTo(code);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    /** The secret of a key that may come from some ranges, or everywhere if there are none. */
    private static String known(Result result, String... ranges) {
        var secret = newSecret();
        KNOWN.put(
                secret,
                new ApiKeyVerification(
                        result,
                        TENANT,
                        KEY_ID,
                        ApiKeyEnvironment.LIVE,
                        Set.of("tenant:read"),
                        "growth",
                        ranges.length == 0 ? null : List.of(ranges),
                        null,
                        null));
        return secret;
    }

    private static @Nullable RateLimitState state(Result result) {
        var now = Instant.now();
        return switch (result) {
            case VALID -> new RateLimitState(10, 7, now.plusSeconds(100), null);
            case RATE_LIMITED ->
                    new RateLimitState(10, 0, now.plusSeconds(100), now.plusSeconds(4));
            default -> null;
        };
    }

    private static String newSecret() {
        return ApiKeySecret.generate(ApiKeyEnvironment.LIVE, new SecureRandom()).reveal();
    }
}
