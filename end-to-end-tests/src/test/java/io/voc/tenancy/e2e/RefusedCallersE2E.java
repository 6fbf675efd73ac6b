package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.Refusals.assertRefused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.voc.tenancy.v1.ApiKeyServiceGrpc;
import io.voc.tenancy.v1.GetTenantRequest;
import io.voc.tenancy.v1.TenantServiceGrpc;
import io.voc.tenancy.v1.VerifyApiKeyRequest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class RefusedCallersE2E {

    private static final String UNKNOWN = "ten_00000000000000000000000000";

    private final Standalone standalone = Standalone.shared();
    private final Api api = standalone.api();

    @Test
    void without_a_token_are_asked_for_one() {
        var answer = api.anonymous().get("/api/v1/tenants");

        assertRefused(answer, 401, "unauthenticated");
        assertThat(answer.response().headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertRefused(
                api.anonymous().get("/.well-known/oauth-protected-resource"),
                401,
                "unauthenticated");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    void with_a_bad_token_are_refused_on_rest_and_grpc(String what, String token) {
        assertRefused(api.as(token).get("/api/v1/tenants"), 401, "unauthenticated");

        var refusal = refusal(token, UNKNOWN);
        assertThat(refusal.getStatus().getCode()).as(what).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(Grpc.code(refusal)).isEqualTo("unauthenticated");
    }

    @Test
    void with_an_internal_token_are_refused_at_the_door_however_good_it_is() {
        var id = api.registeredTenant();
        var service = Tokens.with(Tokens.claims("service"), "iss", Tokens.GATEWAY);

        for (var claims : List.of(Tokens.keyClaims(id), service)) {
            var good = Tokens.signed(Map.of("alg", "HS256"), claims, Tokens.INTERNAL_KEY);

            assertRefused(api.as(good).get("/api/v1/tenants/" + id), 401, "unauthenticated");
            assertRefused(
                    api.as(good).post("/api/v1/api-keys/verify", Map.of("key", "x")),
                    401,
                    "unauthenticated");
        }
    }

    @Test
    void with_a_keys_internal_token_may_call_nothing_on_grpc() {
        var id = api.registeredTenant();
        var token =
                Tokens.signed(Map.of("alg", "HS256"), Tokens.keyClaims(id), Tokens.INTERNAL_KEY);

        var refusal = refusal(token, id);

        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
        assertThat(Grpc.code(refusal)).isEqualTo("forbidden");
    }

    @Test
    void with_an_API_key_are_not_known_on_grpc() {
        var id = api.registeredTenant();
        var key = api.issuedKey(id, "*:*").path("secret").asString();

        assertThat(Grpc.code(refusal(key, id))).isEqualTo("unauthenticated");
    }

    @Test
    void with_several_credentials_are_asked_for_one() {
        var key = api.issuedKey(api.registeredTenant(), "*:*").path("secret").asString();

        assertRefused(
                api.send(api.request("/api/v1/tenants").header("X-API-Key", key).GET()),
                400,
                "validation-failed");
        assertRefused(
                api.send(api.as(key).request("/api/v1/tenants").header("X-API-Key", key).GET()),
                400,
                "validation-failed");
    }

    @Test
    void of_another_tenant_are_told_that_it_is_not_there() {
        var foreign = api.registeredTenant();
        var foreignKey = api.issuedKey(foreign, "tenant:read").path("id").asString();
        var own = api.as(Tokens.tenantAdmin(api.registeredTenant()));
        var profile = Map.of("name", "Mine now", "contactEmail", "me@company.example");

        assertRefused(own.get("/api/v1/tenants/" + foreign), 404, "not-found");
        assertRefused(own.put("/api/v1/tenants/" + foreign, profile), 404, "not-found");
        assertRefused(own.get("/api/v1/tenants/" + foreign + "/config"), 404, "not-found");
        assertRefused(
                own.put("/api/v1/tenants/" + foreign + "/config", Map.of()), 404, "not-found");
        assertRefused(own.get("/api/v1/tenants/" + foreign + "/api-keys"), 404, "not-found");
        assertRefused(
                own.delete("/api/v1/tenants/" + foreign + "/api-keys/" + foreignKey),
                404,
                "not-found");
        assertRefused(
                own.post(
                        "/api/v1/tenants/" + foreign + "/api-keys",
                        Map.of("name", "Mine", "scopes", List.of("tenant:read"))),
                404,
                "not-found");
        assertRefused(
                own.post("/api/v1/tenants/" + foreign + "/suspend", Map.of()), 404, "not-found");
        assertThat(api.get("/api/v1/tenants/" + foreign).text("name")).isEqualTo("A Company");
    }

    @Test
    void of_another_tenant_do_not_reach_its_keys_through_their_own() {
        var foreign = api.registeredTenant();
        var foreignKey = api.issuedKey(foreign, "tenant:read");
        var ownId = api.registeredTenant();

        var answer =
                api.as(Tokens.tenantAdmin(ownId))
                        .delete(
                                "/api/v1/tenants/"
                                        + ownId
                                        + "/api-keys/"
                                        + foreignKey.path("id").asString());

        assertRefused(answer, 404, "not-found");
        assertThat(api.verified(foreignKey.path("secret").asString())).isEqualTo("VALID");
    }

    @Test
    void of_a_deleted_or_suspended_tenant_are_refused_even_what_would_change_nothing() {
        var id = api.registeredTenant();
        var key =
                "/api/v1/tenants/"
                        + id
                        + "/api-keys/"
                        + api.issuedKey(id, "tenant:read").path("id").asString();
        api.delete(key);
        var own = api.as(Tokens.tenantAdmin(id));

        api.post("/api/v1/tenants/" + id + "/suspend", Map.of());
        assertRefused(own.delete(key), 403, "tenant-suspended");
        assertThat(api.delete(key).status()).isEqualTo(200);

        api.delete("/api/v1/tenants/" + id);
        assertRefused(own.delete(key), 404, "not-found");
        assertRefused(own.get(key), 404, "not-found");
    }

    @Test
    void of_another_tenant_are_told_the_same_on_grpc() {
        var foreign = api.registeredTenant();
        var token = Tokens.tenantViewer(api.registeredTenant());

        var refusal = refusal(token, foreign);

        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
        assertThat(Grpc.code(refusal)).isEqualTo("not-found");
    }

    @Test
    void whose_role_is_not_enough_are_forbidden() {
        var id = api.registeredTenant();
        var company = Api.company(Api.anySlug());

        assertRefused(
                api.as(Tokens.platformAuditor()).post("/api/v1/tenants", company),
                403,
                "forbidden");
        assertRefused(api.as(Tokens.service()).get("/api/v1/tenants"), 403, "forbidden");
        assertRefused(api.as(Tokens.tenantAdmin(id)).get("/api/v1/tenants"), 403, "forbidden");
        assertRefused(
                api.as(Tokens.tenantAdmin(id)).post("/api/v1/tenants/" + id + "/suspend", Map.of()),
                403,
                "forbidden");
        assertRefused(
                api.as(Tokens.tenantViewer(id)).put("/api/v1/tenants/" + id + "/config", Map.of()),
                403,
                "forbidden");
        assertRefused(
                api.as(Tokens.platformAuditor())
                        .post("/api/v1/api-keys/verify", Map.of("key", "x")),
                403,
                "forbidden");
    }

    @Test
    void without_a_token_are_asked_for_one_on_grpc() {
        var refusal =
                catchThrowableOfType(
                        StatusRuntimeException.class,
                        () ->
                                ApiKeyServiceGrpc.newBlockingStub(Grpc.channel(standalone))
                                        .withInterceptors(
                                                MetadataUtils.newAttachHeadersInterceptor(
                                                        new Metadata()))
                                        .verifyApiKey(VerifyApiKeyRequest.getDefaultInstance()));

        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(Grpc.code(refusal)).isEqualTo("unauthenticated");
    }

    @Test
    void leave_nothing_personal_in_the_log() {
        var id = api.registeredTenant();
        api.put(
                "/api/v1/tenants/" + id,
                Map.of("name", "X", "contactEmail", "private.person@company.example"));
        api.post("/api/v1/tenants", Api.company("private-person-slug"));
        api.post("/api/v1/tenants", Api.company("private-person-slug"));

        assertThat(Standalone.read(standalone.log()))
                .doesNotContain("private.person@", "ops@company.example");
    }

    private StatusRuntimeException refusal(String token, String tenantId) {
        return catchThrowableOfType(
                StatusRuntimeException.class,
                () ->
                        Grpc.as(token, TenantServiceGrpc.newBlockingStub(Grpc.channel(standalone)))
                                .getTenant(
                                        GetTenantRequest.newBuilder()
                                                .setTenantId(tenantId)
                                                .build()));
    }

    static Stream<Arguments> badTokens() {
        var good = Tokens.claims("platform-admin");
        return Stream.of(
                Arguments.of("no token at all", "nonsense"),
                Arguments.of("expired", Tokens.of(Tokens.with(good, "exp", 1_000_000_000L))),
                Arguments.of("never expires", Tokens.of(Tokens.without(good, "exp"))),
                Arguments.of("unsigned", Tokens.unsigned(good)),
                Arguments.of(
                        "signed by another",
                        Tokens.signed(
                                Map.of("alg", "HS256"),
                                good,
                                "another-secret-that-is-also-long-enough-0123")),
                Arguments.of(
                        "another algorithm",
                        Tokens.signed(Map.of("alg", "HS512"), good, Tokens.SECRET)),
                Arguments.of(
                        "an issuer's algorithm",
                        Tokens.signed(Map.of("alg", "RS256"), good, Tokens.SECRET)),
                Arguments.of(
                        "forged for a key",
                        Tokens.signed(
                                Map.of("alg", "HS256"), Tokens.keyClaims(UNKNOWN), Tokens.SECRET)),
                Arguments.of(
                        "forged for the gateway",
                        Tokens.of(Tokens.with(good, "iss", Tokens.GATEWAY))),
                Arguments.of(
                        "signed as if it were internal",
                        Tokens.signed(Map.of("alg", "HS256"), good, Tokens.INTERNAL_KEY)),
                Arguments.of(
                        "scopes in place of roles",
                        Tokens.of(
                                Tokens.without(
                                        Tokens.with(good, "scopes", List.of("*:*")), "roles"))),
                Arguments.of("no subject", Tokens.of(Tokens.without(good, "sub"))),
                Arguments.of("no role", Tokens.of(Tokens.without(good, "roles"))),
                Arguments.of(
                        "unknown role", Tokens.of(Tokens.with(good, "roles", List.of("emperor")))),
                Arguments.of(
                        "roles as text", Tokens.of(Tokens.with(good, "roles", "platform-admin"))),
                Arguments.of(
                        "tenant's role without tenant", Tokens.of(Tokens.claims("tenant-admin"))));
    }
}
