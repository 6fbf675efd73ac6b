package io.voc.tenancy.e2e;

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

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class RefusalE2E {

    private static final String UNKNOWN = "ten_00000000000000000000000000";

    private final Standalone standalone = Standalone.shared();
    private final Api api = standalone.api();

    @Nested
    class Bodies {

        @Test
        void with_unknown_fields_and_wrong_types_are_refused_with_every_fault() {
            var slug = Api.anySlug();

            var answer =
                    api.postText(
                            "/api/v1/tenants",
                            """
                            {"slug": "%s", "name": 7, "contactEmail": "nowhere", "colour": "blue"}
                            """
                                    .formatted(slug));

            assertRefused(answer, 400, "validation-failed");
            assertThat(answer.body().path("errors").findValuesAsString("pointer"))
                    .containsExactlyInAnyOrder("/name", "/contactEmail", "/colour", "/region");
            assertThat(api.post("/api/v1/tenants", Api.company(slug)).status())
                    .as("nothing was written, so the slug is free")
                    .isEqualTo(201);
        }

        @ParameterizedTest
        @MethodSource("io.voc.tenancy.e2e.RefusalE2E#unreadableBodies")
        void that_are_no_json_are_refused(String body) {
            assertRefused(api.postText("/api/v1/tenants", body), 400, "validation-failed");
        }

        @ParameterizedTest
        @MethodSource("io.voc.tenancy.e2e.RefusalE2E#slugs")
        void with_a_malformed_slug_are_refused(String slug) {
            var answer = api.post("/api/v1/tenants", Api.company(slug));

            assertRefused(answer, 400, "validation-failed");
            assertThat(answer.body().path("errors").findValuesAsString("pointer"))
                    .containsOnly("/slug");
        }

        @Test
        void over_1_mib_are_refused_whether_their_length_is_announced_or_not() {
            var large = "{\"name\": \"" + "x".repeat(2 * 1024 * 1024) + "\"}";

            var announced = api.postText("/api/v1/tenants", large);
            var chunked =
                    api.send(
                            api.request("/api/v1/tenants")
                                    .header("Content-Type", "application/json")
                                    .POST(
                                            BodyPublishers.ofInputStream(() ->
                                                    new java.io.ByteArrayInputStream(
                                                            large.getBytes(
                                                                    java.nio.charset
                                                                            .StandardCharsets
                                                                            .UTF_8)))));

            assertRefused(announced, 413, "body-too-large");
            assertRefused(chunked, 413, "body-too-large");
        }

        @Test
        void of_another_media_type_are_refused() {
            var answer =
                    api.send(
                            api.request("/api/v1/tenants")
                                    .header("Content-Type", "text/plain")
                                    .POST(BodyPublishers.ofString("hello")));

            assertRefused(answer, 415, "unsupported-media-type");
        }
    }

    @Nested
    class Formats {

        @Test
        void other_than_json_are_refused_before_anything_is_stored() {
            var slug = Api.anySlug();

            var answer =
                    api.send(
                            api.request("/api/v1/tenants")
                                    .header("Content-Type", "application/json")
                                    .header("Accept", "text/csv")
                                    .POST(BodyPublishers.ofString(json(Api.company(slug)))));

            assertRefused(answer, 406, "not-acceptable");
            assertThat(api.post("/api/v1/tenants", Api.company(slug)).status())
                    .as("nothing was written, so the slug is free")
                    .isEqualTo(201);
        }

        @Test
        void that_a_library_would_understand_are_no_part_of_the_contract() {
            var yaml =
                    api.send(
                            api.request("/api/v1/tenants")
                                    .header("Content-Type", "application/yaml")
                                    .POST(BodyPublishers.ofString("slug: acme")));
            var multipart =
                    api.send(
                            api.request("/api/v1/tenants")
                                    .header("Content-Type", "multipart/form-data; boundary=x")
                                    .POST(BodyPublishers.ofString("--x--")));
            var form =
                    api.anonymous()
                            .send(
                                    api.anonymous()
                                            .request("/api/v1/tenants/" + UNKNOWN)
                                            .header(
                                                    "Content-Type",
                                                    "application/x-www-form-urlencoded")
                                            .PUT(
                                                    BodyPublishers.ofString(
                                                            "a=" + "x".repeat(3 * 1024 * 1024))));

            assertRefused(yaml, 415, "unsupported-media-type");
            assertRefused(multipart, 415, "unsupported-media-type");
            assertRefused(form, 413, "body-too-large");
        }
    }

    @Nested
    class Paths {

        @Test
        void of_unknown_tenants_and_keys_are_not_found() {
            var tenantId = api.registeredTenant();

            assertRefused(api.get("/api/v1/tenants/" + UNKNOWN), 404, "not-found");
            assertRefused(api.get("/api/v1/tenants/nonsense"), 404, "not-found");
            assertRefused(
                    api.post("/api/v1/tenants/" + UNKNOWN + "/suspend", Map.of()),
                    404,
                    "not-found");
            assertRefused(
                    api.put("/api/v1/tenants/" + UNKNOWN + "/config", Map.of()), 404, "not-found");
            assertRefused(api.get("/api/v1/tenants/" + UNKNOWN + "/config"), 404, "not-found");
            assertRefused(api.get("/api/v1/tenants/" + UNKNOWN + "/api-keys"), 404, "not-found");
            assertRefused(
                    api.delete(
                            "/api/v1/tenants/"
                                    + tenantId
                                    + "/api-keys/key_00000000000000000000000000"),
                    404,
                    "not-found");
        }

        @Test
        void that_are_none_are_not_found_and_methods_that_are_none_not_allowed() {
            assertRefused(api.get("/api/v1/nonsense"), 404, "not-found");
            var method = api.send(api.request("/api/v1/tenants").DELETE());
            assertRefused(method, 405, "method-not-allowed");
            assertThat(method.response().headers().firstValue("Allow"))
                    .hasValueSatisfying(allowed -> assertThat(allowed).contains("GET", "POST"));
        }

        @Test
        void with_parameters_that_nobody_reads_are_refused() {
            var answer = api.get("/api/v1/tenants?statuss=DELETED");

            assertRefused(answer, 400, "validation-failed");
            assertThat(answer.body().path("errors").findValuesAsString("pointer"))
                    .containsExactly("statuss");
        }

        @Test
        void that_the_server_itself_refuses_are_problems_too() {
            var answer = api.get("/api/v1/tenants//nonsense");

            assertRefused(answer, 400, "validation-failed");
        }

        @Test
        void of_another_aggregates_id_are_not_found() {
            var tenantId = api.registeredTenant();
            var keyId = api.issuedKey(tenantId, "tenant:read").path("id").asString();

            assertRefused(
                    api.post("/api/v1/tenants/" + keyId + "/suspend", Map.of()), 404, "not-found");
            assertRefused(
                    api.delete("/api/v1/tenants/" + tenantId + "/api-keys/" + tenantId),
                    404,
                    "not-found");
        }
    }

    @Nested
    class Callers {

        @Test
        void without_a_token_are_asked_for_one() {
            var answer = api.anonymous().get("/api/v1/tenants");

            assertRefused(answer, 401, "unauthenticated");
            assertThat(answer.response().headers().firstValue("WWW-Authenticate"))
                    .contains("Bearer");
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("io.voc.tenancy.e2e.RefusalE2E#badTokens")
        void with_a_bad_token_are_refused_on_rest_and_grpc(String what, String token) {
            assertRefused(api.as(token).get("/api/v1/tenants"), 401, "unauthenticated");

            var refusal =
                    catchThrowableOfType(
                            StatusRuntimeException.class,
                            () ->
                                    Grpc.as(
                                                    token,
                                                    TenantServiceGrpc.newBlockingStub(
                                                            Grpc.channel(standalone)))
                                            .getTenant(
                                                    GetTenantRequest.newBuilder()
                                                            .setTenantId(UNKNOWN)
                                                            .build()));
            assertThat(refusal.getStatus().getCode())
                    .as(what)
                    .isEqualTo(Status.Code.UNAUTHENTICATED);
            assertThat(Grpc.code(refusal)).isEqualTo("unauthenticated");
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
                    own.post("/api/v1/tenants/" + foreign + "/suspend", Map.of()),
                    404,
                    "not-found");
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

            var refusal =
                    catchThrowableOfType(
                            StatusRuntimeException.class,
                            () ->
                                    Grpc.as(
                                                    token,
                                                    TenantServiceGrpc.newBlockingStub(
                                                            Grpc.channel(standalone)))
                                            .getTenant(
                                                    GetTenantRequest.newBuilder()
                                                            .setTenantId(foreign)
                                                            .build()));

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
                    api.as(Tokens.tenantAdmin(id))
                            .post("/api/v1/tenants/" + id + "/suspend", Map.of()),
                    403,
                    "forbidden");
            assertRefused(
                    api.as(Tokens.tenantViewer(id))
                            .put("/api/v1/tenants/" + id + "/config", Map.of()),
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
                                            .verifyApiKey(
                                                    VerifyApiKeyRequest.getDefaultInstance()));

            assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
            assertThat(Grpc.code(refusal)).isEqualTo("unauthenticated");
        }
    }

    @Test
    void on_grpc_name_a_trace_id_and_survive_odd_ids() {
        var refusal =
                catchThrowableOfType(
                        StatusRuntimeException.class,
                        () ->
                                Grpc.as(
                                                Tokens.platformAdmin(),
                                                TenantServiceGrpc.newBlockingStub(
                                                        Grpc.channel(standalone)))
                                        .getTenant(
                                                GetTenantRequest.newBuilder()
                                                        .setTenantId("a\0b")
                                                        .build()));

        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
        assertThat(Grpc.traceId(refusal)).matches("[0-9a-f-]{36}");
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

    private static String json(Object value) {
        return tools.jackson.databind.json.JsonMapper.builder().build().writeValueAsString(value);
    }

    static Stream<String> unreadableBodies() {
        return Stream.of(
                "",
                "{",
                "[]",
                "null",
                "\"text\"",
                "{\"slug\": \"a\"} {}",
                "{\"slug\": \"a\", \"slug\": \"b\"}");
    }

    static Stream<String> slugs() {
        return Stream.of(
                "ab", "a".repeat(64), "-abc", "abc-", "a--b", "Abc", "a_b", "a b", "äbc", "abc\n");
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
                Arguments.of("no subject", Tokens.of(Tokens.without(good, "sub"))),
                Arguments.of("no role", Tokens.of(Tokens.without(good, "roles"))),
                Arguments.of(
                        "unknown role", Tokens.of(Tokens.with(good, "roles", List.of("emperor")))),
                Arguments.of(
                        "roles as text", Tokens.of(Tokens.with(good, "roles", "platform-admin"))),
                Arguments.of(
                        "tenant's role without tenant", Tokens.of(Tokens.claims("tenant-admin"))));
    }

    private static void assertRefused(Api.Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.response().headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(answer.text("detail")).isNotBlank();
        assertThat(answer.text("traceId"))
                .isEqualTo(
                        answer.response().headers().firstValue("X-Correlation-Id").orElseThrow());
        assertThat(answer.response().body())
                .doesNotContain("Exception", "at io.", "java.", "org.", "SELECT");
    }
}
