package io.voc.tenancy.e2e;

import io.voc.tenancy.contracts.tenant.TenantStatus;

import tools.jackson.databind.JsonNode;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A tenant with a key of every scope, somewhere in its life.
 *
 * @param state what the last change of the tenant itself was answered with
 */
record SampleTenant(Api api, JsonNode key, Api.Answer state) {

    private static final Map<String, Object> PROFILE =
            Map.of("name", "Another", "contactEmail", "new@company.example");
    private static final Map<String, Object> CONFIGURATION =
            Map.of("telephony", Map.of("provider", "SIP"));
    private static final Map<String, Object> NEW_KEY =
            Map.of("name", "A key", "scopes", List.of("tenant:read"));

    /** A new one, brought into the status. */
    static SampleTenant in(TenantStatus status, Api api) {
        var pending = status == TenantStatus.PENDING;
        var tenant = registered(pending ? TenantStatus.PENDING : TenantStatus.ACTIVE, api);
        return switch (status) {
            case PENDING, ACTIVE -> tenant;
            case SUSPENDED -> tenant.after("suspend");
            case DELETED -> tenant.after("delete");
            case PURGED -> tenant.after("delete").after("purge");
        };
    }

    private static SampleTenant registered(TenantStatus status, Api api) {
        var company = new HashMap<>(Api.company(Api.anySlug()));
        company.put("status", status.name());
        var answer = api.post("/api/v1/tenants", company);
        return new SampleTenant(api, api.issuedKey(answer.text("id"), "*:*"), answer);
    }

    /** A configuration of a single agent. */
    static Map<String, Object> withAnAgent() {
        return Map.of(
                "aiAgents",
                List.of(
                        Map.of(
                                "id", "reception",
                                "name", "Reception",
                                "purpose", "SUPPORT",
                                "enabled", true,
                                "language", "en",
                                "model", Map.of("provider", "example", "name", "fast-1"))));
    }

    String id() {
        return state.text("id");
    }

    String path() {
        return "/api/v1/tenants/" + id();
    }

    String keyPath() {
        return path() + "/api-keys/" + key.path("id").asString();
    }

    String secret() {
        return key.path("secret").asString();
    }

    /** The same tenant after a transition that succeeded. */
    SampleTenant after(String transition) {
        var answer = asked(transition, api);
        if (answer.status() != 200) {
            throw new IllegalStateException(transition + " failed: " + answer);
        }
        return new SampleTenant(api, key, answer);
    }

    /** What someone is answered who asks for a transition, or for a change that is named here. */
    Api.Answer asked(String request, Api caller) {
        var config = path() + "/config";
        return switch (request) {
            case "PUT" -> caller.put(path(), PROFILE);
            case "PATCH" -> caller.patch(path(), Map.of("name", "Newer"));
            case "PUT config" -> caller.put(config, CONFIGURATION);
            case "PATCH config" -> caller.patch(config, CONFIGURATION);
            case "PUT limits" -> caller.put(path() + "/limits", Map.of("limits", List.of()));
            case "add grant" ->
                    caller.post(path() + "/grants", Map.of("metric", "calls", "amount", 1));
            case "create key" -> caller.post(path() + "/api-keys", NEW_KEY);
            case "revoke key" -> caller.delete(keyPath());
            case "delete" -> caller.delete(path());
            default -> caller.post(path() + "/" + request, Map.of());
        };
    }

    /** What the tenant answers to a transition. */
    Api.Answer asked(String transition, Map<String, Object> body) {
        return transition.equals("delete")
                ? api.delete(path(), body)
                : api.post(path() + "/" + transition, body);
    }

    /** As it stands after all that has happened: what changes nothing tells up to where that is. */
    Api.Answer read() {
        var nothing = asked(state.body().has("deletedAt") ? "delete" : "restore", api);
        return api.with("Consistency-Token", nothing.header("Consistency-Token")).get(path());
    }
}
