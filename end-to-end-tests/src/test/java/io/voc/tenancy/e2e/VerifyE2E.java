package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.voc.tenancy.contracts.apikey.ApiKeyEnvironment;
import io.voc.tenancy.contracts.apikey.ApiKeySecret;
import io.voc.tenancy.v1.ApiKeyServiceGrpc;
import io.voc.tenancy.v1.ApiKeyServiceGrpc.ApiKeyServiceBlockingStub;
import io.voc.tenancy.v1.VerifyApiKeyRequest;
import io.voc.tenancy.v1.VerifyApiKeyResponse;
import io.voc.tenancy.v1.VerifyApiKeysRequest;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Whether a key is good: the same over REST, over gRPC, and among others. */
class VerifyE2E {

    private final Standalone standalone = Standalone.shared();
    private final Api api = standalone.api();

    private final ApiKeyServiceBlockingStub grpc =
            Grpc.as(Tokens.service(), ApiKeyServiceGrpc.newBlockingStub(Grpc.channel(standalone)));

    /** The key has config:read and is for 203.0.113.0/24. */
    @ParameterizedTest(name = "{0}, needs {1}, from {2}: {3}")
    @CsvSource(
            nullValues = "-",
            value = {
                "nothing,                   config:read,           203.0.113.7,          VALID",
                "nothing,                   -,                     203.0.113.255,        VALID",
                "nothing,                   config:read,           ::ffff:203.0.113.7,   VALID",
                "nothing,                   config:write,          203.0.113.7,          FORBIDDEN",
                "nothing,                   config:read usage:read, 203.0.113.7,         FORBIDDEN",
                "nothing,                   config:read,           203.0.114.7,          FORBIDDEN",
                "nothing,                   config:read,           2001:db8::1,          FORBIDDEN",
                "nothing,                   config:read,           -,                    FORBIDDEN",
                "nothing,                   config:read,           somewhere,            FORBIDDEN",
                "suspend,                   config:write,          -,                    TENANT_SUSPENDED",
                "delete,                    config:write,          -,                    TENANT_NOT_ACTIVE",
                "suspend delete,            config:read,           203.0.113.7,          TENANT_NOT_ACTIVE",
                "expire,                    config:write,          -,                    EXPIRED",
                "expire suspend,            config:read,           203.0.113.7,          EXPIRED",
                "rotate,                    config:read,           203.0.113.7,          EXPIRED",
                "rotate suspend,            config:read,           203.0.113.7,          EXPIRED",
                "revoke,                    config:write,          -,                    REVOKED",
                "expire revoke suspend,     config:read,           203.0.113.7,          REVOKED",
                "rotate revoke,             config:read,           203.0.113.7,          REVOKED",
                "revoke delete purge,       config:read,           203.0.113.7,          NOT_FOUND",
            })
    void is_told_by_the_first_that_applies(
            String history, @Nullable String scopes, @Nullable String sourceIp, String result) {
        var tenantId = api.registeredTenant();
        var key = keyOf(tenantId);
        Stream.of(history.split(" ")).forEach(what -> happens(what, tenantId, key));
        var needed = scopes == null ? List.<String>of() : List.of(scopes.split(" "));

        var rest = rest(key.text("secret"), needed, sourceIp);
        var single = grpc.verifyApiKey(question(key.text("secret"), needed, sourceIp));

        assertThat(rest.text("result")).isEqualTo(result);
        assertThat(result(single)).isEqualTo(result);
        var isKnown = !result.equals("NOT_FOUND");
        assertThat(rest.body().has("tenantId")).isEqualTo(isKnown);
        assertThat(rest.text("keyId")).isEqualTo(isKnown ? key.text("id") : "");
        assertThat(rest.text("plan"))
                .isEqualTo(isKnown ? "starter" : "")
                .isEqualTo(single.getPlan());
        assertThat(single.getTenantId()).isEqualTo(isKnown ? tenantId : "");
        assertThat(single.getKeyId()).isEqualTo(rest.text("keyId"));
        assertThat(single.getAllowedCidrsList()).hasSize(isKnown ? 1 : 0);
        assertThat(rest.body().path("allowedCidrs")).hasSize(isKnown ? 1 : 0);
    }

    @Test
    void is_told_of_many_one_by_one_in_their_order() {
        var tenantId = api.registeredTenant();
        var good = keyOf(tenantId).text("secret");
        var revoked = keyOf(tenantId);
        happens("revoke", tenantId, revoked);
        var questions =
                List.of(
                        question(good, List.of(), "203.0.113.7"),
                        question("tm_live_nonsense", List.of(), null),
                        question(revoked.text("secret"), List.of(), "203.0.113.7"),
                        question(good, List.of("usage:read"), "203.0.113.7"),
                        question(good, List.of(), "203.0.113.7"));

        var answers =
                grpc.verifyApiKeys(
                        VerifyApiKeysRequest.newBuilder().addAllRequests(questions).build());

        assertThat(answers.getResponsesList())
                .extracting(VerifyE2E::result)
                .containsExactly("VALID", "NOT_FOUND", "REVOKED", "FORBIDDEN", "VALID");
    }

    @Test
    void is_told_of_a_hundred_at_once_and_no_more() {
        var one = question(keyOf(api.registeredTenant()).text("secret"), List.of(), "203.0.113.7");
        var hundred =
                VerifyApiKeysRequest.newBuilder().addAllRequests(Collections.nCopies(100, one));

        assertThat(grpc.verifyApiKeys(hundred.build()).getResponsesList())
                .hasSize(100)
                .allSatisfy(answer -> assertThat(result(answer)).isEqualTo("VALID"));
        var refusal =
                catchThrowableOfType(
                        StatusRuntimeException.class,
                        () -> grpc.verifyApiKeys(hundred.addRequests(one).build()));
        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(Grpc.code(refusal)).isEqualTo("validation-failed");
    }

    @Test
    void is_told_of_a_key_that_was_unknown_a_moment_ago() {
        var tenantId = api.registeredTenant();
        var key = keyOf(tenantId);
        var unknown = unknownSecret();
        assertThat(api.verified(unknown)).isEqualTo("NOT_FOUND");
        assertThat(api.verified(unknown)).isEqualTo("NOT_FOUND");

        var other = keyOf(tenantId);

        for (var known : List.of(key, other)) {
            assertThat(rest(known.text("secret"), List.of(), "203.0.113.7").text("result"))
                    .isEqualTo("VALID");
        }
    }

    static Stream<String> malformed() {
        var good = unknownSecret();
        return Stream.of(
                " ",
                "tm_live_",
                "tm_prod_" + good.substring(8),
                good.substring(1),
                good + "0",
                good.substring(0, good.length() - 1) + (good.endsWith("0") ? "1" : "0"),
                good.toUpperCase(Locale.ROOT),
                good.replaceFirst("_[^_]*$", "_٠١٢٣٤٥"),
                "tm_live_" + "é".repeat(33) + "_abcdef",
                "😀".repeat(20),
                good + "\r\nX-Roles: platform-admin",
                "'; DROP TABLE command.api_key; --",
                "{\"$ne\": null}",
                "../../etc/passwd",
                "x".repeat(512));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void of_a_malformed_key_is_that_there_is_none(String key) {
        assertThat(api.verified(key)).isEqualTo("NOT_FOUND");
        assertThat(result(grpc.verifyApiKey(question(key, List.of(), null))))
                .isEqualTo("NOT_FOUND");
        var header = key.codePoints().allMatch(letter -> letter > ' ' && letter < 127);
        if (header) {
            assertThat(
                            api.send(
                                            api.anonymous()
                                                    .request("/api/v1/tenants")
                                                    .header("X-API-Key", key)
                                                    .GET())
                                    .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void of_something_huge_is_a_refusal_and_no_fault() {
        var huge = "x".repeat(1024 * 1024);

        assertThat(api.post("/api/v1/api-keys/verify", Map.of("key", huge)).status())
                .isEqualTo(413);
        assertThat(api.post("/api/v1/api-keys/verify", Map.of("key", "x".repeat(513))).status())
                .isEqualTo(400);
        assertThat(result(grpc.verifyApiKey(question(huge, List.of(), huge))))
                .isEqualTo("NOT_FOUND");
    }

    private void happens(String what, String tenantId, Api.Answer key) {
        var tenant = "/api/v1/tenants/" + tenantId;
        var path = tenant + "/api-keys/" + key.text("id");
        switch (what) {
            case "nothing" -> {}
            case "revoke" -> api.delete(path);
            case "rotate" -> api.post(path + "/rotate", Map.of());
            case "expire" -> {
                var end = Instant.now().plusSeconds(1);
                assertThat(api.patch(path, Map.of("expiresAt", end.toString())).status())
                        .isEqualTo(200);
                await().until(() -> Instant.now().isAfter(end.plusMillis(10)));
            }
            case "delete" -> api.delete(tenant);
            default -> api.post(tenant + "/" + what, Map.of());
        }
    }

    private Api.Answer keyOf(String tenantId) {
        return api.post(
                "/api/v1/tenants/" + tenantId + "/api-keys",
                Map.of(
                        "name", "A key",
                        "scopes", List.of("config:read"),
                        "allowedCidrs", List.of("203.0.113.0/24")));
    }

    private Api.Answer rest(String key, List<String> scopes, @Nullable String sourceIp) {
        var question = new HashMap<String, Object>(Map.of("key", key, "requiredScopes", scopes));
        if (sourceIp != null) {
            question.put("sourceIp", sourceIp);
        }
        return api.post("/api/v1/api-keys/verify", question);
    }

    private static VerifyApiKeyRequest question(
            String key, List<String> scopes, @Nullable String sourceIp) {
        var question = VerifyApiKeyRequest.newBuilder().setKey(key).addAllRequiredScopes(scopes);
        return sourceIp == null ? question.build() : question.setSourceIp(sourceIp).build();
    }

    private static String result(VerifyApiKeyResponse answer) {
        return answer.getResult().name().replace("RESULT_", "");
    }

    private static String unknownSecret() {
        return ApiKeySecret.generate(ApiKeyEnvironment.LIVE, new SecureRandom()).reveal();
    }
}
