package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.Keyed.assertReplayed;
import static io.voc.tenancy.e2e.Refusals.assertRefused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** What is kept to be answered again is safe where it is kept, and goes with its tenant. */
class IdempotentSecretsE2E {

    private static final String TENANTS = "/api/v1/tenants";
    private static final Map<String, Object> NO_REASON = Map.of();
    private static final Map<String, Object> KEY =
            Map.of("name", "A key", "scopes", List.of("config:read"));

    private final Standalone installation = Standalone.shared();
    private final Api api = installation.api();
    private final Database database = new Database(installation);
    private final String tenantId = api.registeredTenant();
    private final String tenant = TENANTS + "/" + tenantId;

    @Test
    void a_keys_secret_is_shown_again_and_is_good() {
        var keyed = new Keyed(api);
        var first = keyed.post(tenant + "/api-keys", KEY);

        var again = keyed.post(tenant + "/api-keys", KEY);

        assertReplayed(again, first);
        assertThat(again.response().headers().firstValue("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
        assertThat(api.verified(again.text("secret"))).isEqualTo("VALID");
        assertThat(api.get(tenant + "/api-keys").body().path("items"))
                .hasSize(1)
                .allSatisfy(
                        key -> assertThat(key.path("id").asString()).isEqualTo(first.text("id")));
    }

    @Test
    void a_key_that_has_expired_since_is_shown_again_all_the_same() {
        var keyed = new Keyed(api);
        var brief =
                Map.of(
                        "name",
                        "Brief",
                        "scopes",
                        List.of("config:read"),
                        "expiresAt",
                        Instant.now().plusMillis(1_500).toString());
        var first = keyed.post(tenant + "/api-keys", brief);
        assertThat(first.status()).isEqualTo(201);
        await().until(() -> api.verified(first.text("secret")).equals("EXPIRED"));

        assertReplayed(keyed.post(tenant + "/api-keys", brief), first);
    }

    @Test
    void the_database_holds_neither_secret_nor_personal_data_in_clear() {
        var registering = new Keyed(api);
        var registered = registering.post(TENANTS, Api.company(Api.anySlug()));
        var issuing = new Keyed(api);
        var path = TENANTS + "/" + registered.text("id");
        var issued = issuing.post(path + "/api-keys", KEY);
        var suspending = new Keyed(api);
        var suspended = suspending.post(path + "/suspend", Map.of("reason", "Owes us 7 crowns"));

        assertSealed(registering, registered, "ops@company.example");
        assertSealed(issuing, issued, issued.text("secret"));
        assertSealed(suspending, suspended, "Owes us 7 crowns");
    }

    /** Neither as it is nor in the forms in which it could have been written down. */
    private void assertSealed(Keyed keyed, Api.Answer answer, String inIt) {
        var body = answer.response().body();
        assertThat(body).contains(inIt);
        var stored =
                database.texts(
                        "SELECT encode(answer, 'hex') FROM command.idempotent_answer WHERE key = ?",
                        keyed.key());
        assertThat(stored).hasSize(1);
        assertThat(stored.getFirst())
                .hasSizeGreaterThan(2 * body.length())
                .doesNotContain(hex(inIt))
                .doesNotContain(hex(base64(body)))
                .doesNotContain(hex("status"));
    }

    @Test
    void what_was_answered_to_a_purged_tenant_is_gone() {
        var company = Api.company(Api.anySlug());
        var registering = new Keyed(api);
        var path = TENANTS + "/" + registering.post(TENANTS, company).text("id");
        var issuing = new Keyed(api);
        var secret = issuing.post(path + "/api-keys", KEY).text("secret");
        api.delete(path);
        var purging = new Keyed(api);
        var purged = purging.post(path + "/purge", NO_REASON);

        assertThat(purged.text("status")).isEqualTo("PURGED");
        assertRefused(registering.post(TENANTS, company), 409, "tenant-purged");
        var again = issuing.post(path + "/api-keys", KEY);
        assertRefused(again, 409, "tenant-purged");
        assertThat(again.response().body()).doesNotContain(secret);
        assertReplayed(purging.post(path + "/purge", NO_REASON), purged);
        assertRefused(
                registering.post(TENANTS, Api.company(Api.anySlug())),
                422,
                "idempotency-key-reused");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
