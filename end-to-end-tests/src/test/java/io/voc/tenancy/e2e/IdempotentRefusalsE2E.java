package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.Keyed.assertReplayed;
import static io.voc.tenancy.e2e.Refusals.assertRefused;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which refusals are the answer to a request for good, and which leave it to be sent again. */
class IdempotentRefusalsE2E {

    private static final String TENANTS = "/api/v1/tenants";
    private static final Map<String, Object> NO_REASON = Map.of();
    private static final Map<String, Object> KEY =
            Map.of("name", "A key", "scopes", List.of("config:read"));

    private final Standalone installation = Standalone.shared();
    private final Api api = installation.api();
    private final Keyed keyed = new Keyed(api);

    @Nested
    class Kept {

        @Test
        void is_that_a_slug_was_taken_even_when_it_is_free_again() {
            var company = Api.company(Api.anySlug());
            var holder = TENANTS + "/" + api.post(TENANTS, company).text("id");
            var refused = keyed.post(TENANTS, company);
            assertRefused(refused, 409, "slug-taken");

            api.delete(holder);
            assertThat(api.post(holder + "/purge", NO_REASON).text("status")).isEqualTo("PURGED");

            assertReplayed(keyed.post(TENANTS, company), refused);
            assertThat(new Keyed(api).post(TENANTS, company).status()).isEqualTo(201);
        }

        @Test
        void is_that_nothing_was_found_even_when_it_is_back() {
            var tenantId = api.registeredTenant();
            var keys = TENANTS + "/" + tenantId + "/api-keys";
            var own = keyed.by(api.as(Tokens.tenantAdmin(tenantId)));
            api.delete(TENANTS + "/" + tenantId);
            var refused = own.post(keys, KEY);
            assertRefused(refused, 404, "not-found");

            api.post(TENANTS + "/" + tenantId + "/restore", NO_REASON);

            assertReplayed(own.post(keys, KEY), refused);
            assertThat(new Keyed(own.api()).post(keys, KEY).status()).isEqualTo(201);
        }

        @Test
        void is_that_a_tenant_was_not_active_even_when_it_is_now() {
            var pending = new HashMap<>(Api.company(Api.anySlug()));
            pending.put("status", "PENDING");
            var tenant = TENANTS + "/" + api.post(TENANTS, pending).text("id");
            var refused = keyed.post(tenant + "/suspend", NO_REASON);
            assertRefused(refused, 409, "tenant-not-active");

            api.post(tenant + "/activate", NO_REASON);

            assertReplayed(keyed.post(tenant + "/suspend", NO_REASON), refused);
            assertThat(api.get(tenant).text("status")).isEqualTo("ACTIVE");
            assertThat(new Keyed(api).post(tenant + "/suspend", NO_REASON).status()).isEqualTo(200);
        }

        @Test
        void is_that_a_version_was_stale() {
            var tenant = TENANTS + "/" + api.registeredTenant();
            var refused = keyed.postIfMatch(tenant + "/suspend", "\"7\"", NO_REASON);
            assertRefused(refused, 412, "version-conflict");

            assertReplayed(keyed.postIfMatch(tenant + "/suspend", "\"7\"", NO_REASON), refused);
            assertThat(api.get(tenant).text("status")).isEqualTo("ACTIVE");
        }
    }

    @Nested
    class Not_kept {

        @Test
        void is_that_a_request_was_not_understood() {
            var company = Api.company(Api.anySlug());

            assertRefused(keyed.post(TENANTS, Map.of("slug", "-")), 400, "validation-failed");

            assertFirst(keyed.post(TENANTS, company), 201);
        }

        @Test
        void is_that_a_caller_was_not_known() {
            var company = Api.company(Api.anySlug());

            assertRefused(keyed.by(api.anonymous()).post(TENANTS, company), 401, "unauthenticated");
            assertRefused(
                    keyed.by(api.as("nonsense")).post(TENANTS, company), 401, "unauthenticated");

            assertFirst(keyed.post(TENANTS, company), 201);
        }

        /** All of these tokens are of the same subject. */
        @Test
        void is_that_a_caller_was_not_allowed() {
            var tenantId = api.registeredTenant();
            var keys = TENANTS + "/" + tenantId + "/api-keys";
            var viewer = keyed.by(api.as(Tokens.tenantViewer(tenantId)));

            assertRefused(viewer.post(keys, KEY), 403, "forbidden");

            assertFirst(keyed.by(api.as(Tokens.tenantAdmin(tenantId))).post(keys, KEY), 201);
        }

        @Test
        void is_that_the_callers_tenant_was_suspended() {
            var tenantId = api.registeredTenant();
            var tenant = TENANTS + "/" + tenantId;
            var own = keyed.by(api.as(Tokens.tenantAdmin(tenantId)));
            api.post(tenant + "/suspend", NO_REASON);

            assertRefused(own.post(tenant + "/api-keys", KEY), 403, "tenant-suspended");
            api.post(tenant + "/activate", NO_REASON);

            assertFirst(own.post(tenant + "/api-keys", KEY), 201);
        }
    }

    @Test
    void an_answer_is_not_replayed_to_one_who_may_not_ask_any_more() {
        var tenantId = api.registeredTenant();
        var keys = TENANTS + "/" + tenantId + "/api-keys";
        var admin = keyed.by(api.as(Tokens.tenantAdmin(tenantId)));
        assertFirst(admin.post(keys, KEY), 201);

        var demoted = keyed.by(api.as(Tokens.tenantViewer(tenantId)));
        var moved = keyed.by(api.as(Tokens.tenantAdmin(api.registeredTenant())));

        assertRefused(demoted.post(keys, KEY), 403, "forbidden");
        assertRefused(moved.post(keys, KEY), 404, "not-found");
    }

    @Test
    void a_replay_asks_for_no_version() {
        var tenant = TENANTS + "/" + api.registeredTenant();
        var first = keyed.postIfMatch(tenant + "/suspend", "\"1\"", NO_REASON);
        assertFirst(first, 200);

        assertReplayed(keyed.postIfMatch(tenant + "/suspend", "\"1\"", NO_REASON), first);
        assertRefused(
                new Keyed(api).postIfMatch(tenant + "/suspend", "\"1\"", NO_REASON),
                412,
                "version-conflict");
    }

    @Test
    void what_is_the_same_however_often_it_is_done_takes_no_key() {
        var tenant = TENANTS + "/" + api.registeredTenant();

        for (var name : List.of("One", "Another")) {
            var profile = Map.of("name", name, "contactEmail", "ops@company.example");
            var answer = keyed.put(tenant, profile);
            assertFirst(answer, 200);
            assertThat(answer.text("name")).isEqualTo(name);
        }
        assertFirst(keyed.post(tenant + "/suspend", NO_REASON), 200);
        assertFirst(keyed.delete(tenant), 200);
        assertFirst(keyed.delete(tenant), 200);
    }

    @Test
    void a_key_that_is_not_ascii_is_refused() throws IOException {
        var slug = Api.anySlug();
        var body =
                "{\"slug\":\""
                        + slug
                        + "\",\"name\":\"A\",\"contactEmail\":\"a@b.example\",\"region\":\"eu-central\"}";
        var request =
                """
                POST /api/v1/tenants HTTP/1.1
                Host: localhost
                Authorization: Bearer %s
                Content-Type: application/json
                Idempotency-Key: caf\u00e9
                Content-Length: %d
                Connection: close

                """
                        .formatted(Tokens.platformAdmin(), body.length())
                        .replace("\n", "\r\n");

        assertThat(answerTo(request + body))
                .startsWith("HTTP/1.1 400")
                .contains("validation-failed", "Idempotency-Key");
    }

    /** As it is on the wire, which Java's own client would not send. */
    private String answerTo(String request) throws IOException {
        int port = Integer.parseInt(installation.environment("SERVER_PORT"));
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void assertFirst(Api.Answer answer, int status) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
        assertThat(Keyed.isReplayed(answer)).isFalse();
    }
}
