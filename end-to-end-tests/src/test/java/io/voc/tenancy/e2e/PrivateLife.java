package io.voc.tenancy.e2e;

import org.jspecify.annotations.Nullable;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** The life of a tenant that leaves its mark wherever something personal may be said. */
final class PrivateLife {

    private static final String TENANTS = "/api/v1/tenants";
    private static final int ENOUGH_FOR_A_SNAPSHOT = 60;

    private final Api api;
    private final String mark = "mark" + UUID.randomUUID().toString().replace("-", "");
    private final String correlation = "order-" + UUID.randomUUID();
    private final String slug = Api.anySlug();
    private String tenantId = "";
    private String keyId = "";
    private String secret = "";
    private String firstSecret = "";
    private Api.@Nullable Answer purged;

    PrivateLife(Api api) {
        this.api = api;
    }

    /** Until it is about to be deleted for good. */
    void live() {
        var company = new HashMap<>(Api.company(slug));
        company.putAll(profile(0));
        tenantId = keyed(TENANTS, company).text("id");
        for (int i = 1; i <= ENOUGH_FOR_A_SNAPSHOT; i++) {
            api.put(path(), profile(i));
        }
        api.put(path() + "/config", Map.of("aiAgents", List.of(agent())));
        api.put(path() + "/config", SampleConfiguration.complete(mark));
        keyed(path() + "/config/rollback", rollback());
        var key = keyed(path() + "/api-keys", Map.of("name", "A key", "scopes", List.of("*:*")));
        keyId = key.text("id");
        api.patch(path() + "/api-keys/" + keyId, Map.of("metadata", Map.of("boss", "Mr " + mark)));
        var rotated = keyed(path() + "/api-keys/" + keyId + "/rotate", reason());
        secret = rotated.text("secret");
        firstSecret = key.text("secret");
        var other = api.issuedKey(tenantId, "config:read").path("id").asString();
        delete(path() + "/api-keys/" + other);
        keyed(
                path() + "/grants",
                Map.of("metric", "calls", "amount", 9, "reason", "Because of " + mark));
        keyed(
                path() + "/usage/corrections",
                Map.of("metric", "calls", "amount", -1, "reason", "As " + mark + " says"));
        api.put(path() + "/limits", Map.of("limits", List.of(SamplePlan.keys(9))));
        keyed(path() + "/suspend", reason());
        keyed(path() + "/activate", reason());
        delete(path());
        keyed(path() + "/restore", reason());
    }

    void purge() {
        delete(path());
        purged = keyed(path() + "/purge", reason());
    }

    /** What is in all that is personal. */
    String mark() {
        return mark;
    }

    String correlation() {
        return correlation;
    }

    String slug() {
        return slug;
    }

    String tenantId() {
        return tenantId;
    }

    String keyId() {
        return keyId;
    }

    String secret() {
        return secret;
    }

    /** The one before the rotation. */
    String firstSecret() {
        return firstSecret;
    }

    String path() {
        return TENANTS + "/" + tenantId;
    }

    Api.Answer purged() {
        return Objects.requireNonNull(purged, "not purged yet");
    }

    /** As it is after the purge. */
    Api.Answer read(Api reader, String path) {
        var token = purged().response().headers().firstValue("Consistency-Token").orElseThrow();
        return reader.send(reader.request(path).header("Consistency-Token", token).GET());
    }

    private Map<String, Object> profile(int number) {
        return Map.of(
                "name",
                "A Company " + number,
                "contactEmail",
                mark + "@company.example",
                "metadata",
                Map.of("boss", "Mr " + mark));
    }

    private Map<String, Object> reason() {
        return Map.of("reason", "Because of " + mark);
    }

    private Map<String, Object> rollback() {
        return Map.of("version", 1, "reason", "Because of " + mark);
    }

    private Map<String, Object> agent() {
        return Map.of(
                "id",
                "reception",
                "name",
                mark,
                "purpose",
                "SUPPORT",
                "enabled",
                true,
                "language",
                "en",
                "instructions",
                "Put " + mark + " through at once",
                "greeting",
                "Hello " + mark,
                "model",
                Map.of("provider", "example", "name", "fast-1"));
    }

    private Api.Answer keyed(String path, Map<String, Object> body) {
        var answer = new Keyed(api).post(path, body);
        if (answer.status() >= 300) {
            throw new IllegalStateException(path + " answered " + answer);
        }
        return answer;
    }

    private void delete(String path) {
        var reason = "{\"reason\":\"Because of " + mark + "\"}";
        api.send(
                api.request(path)
                        .header("Content-Type", "application/json")
                        .header("X-Correlation-Id", correlation)
                        .header("User-Agent", "Browser of " + mark)
                        .method("DELETE", BodyPublishers.ofString(reason)));
    }
}
