package io.voc.tenancy.e2e;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;

/**
 * A request that succeeds, to any operation, on a tenant and a key of its own; and how to spoil it
 * so that it is refused with a code.
 */
final class SampleRequest {

    private static final String UNKNOWN = "ten_00000000000000000000000000";
    private static final String JSON = "application/json";
    private static final int MIB = 1024 * 1024;

    /** All roles but that which may do everything. */
    private static final List<String> ROLES =
            List.of("platform-auditor", "service", "tenant-admin", "tenant-viewer");

    private final Api api;
    private final OpenApi.Operation operation;
    private final String tenantId;
    private final JsonNode key;

    SampleRequest(Api api, OpenApi.Operation operation) {
        this.api = api;
        this.operation = operation;
        tenantId = api.registeredTenant();
        key = api.issuedKey(tenantId, "config:read");
    }

    /**
     * The answer with this code, or the success when it is empty.
     *
     * @throws AssertionError when nobody has said yet how a request comes to this code
     */
    Api.Answer answering(String code) {
        return switch (code) {
            case "" -> succeed();
            case "validation-failed" -> withSomethingUnknown();
            case "unauthenticated" -> send(api.anonymous(), path(), body());
            case "forbidden" -> send(api.as(refusedCaller()), path(), body());
            case "tenant-suspended" -> ofSuspended();
            case "not-found" -> send(api, path().replace(tenantId, UNKNOWN), body());
            case "not-acceptable" -> send(api, path(), body(), JSON, "text/csv");
            case "slug-taken" -> twice();
            case "tenant-deleted" -> ofDeleted();
            case "body-too-large" -> send(api, path(), "x".repeat(MIB + 1));
            case "configuration-too-large" -> send(api, path(), "x".repeat(4 * MIB + 1));
            case "unsupported-media-type" -> send(api, path(), body(), "text/plain", JSON);
            default -> throw new AssertionError("How does a request come to " + code + "?");
        };
    }

    /** The answer to a key of the tenant that has none of the operation's scopes. */
    Api.Answer answeringAKeyWithoutScope() {
        return send(api.as(keyOfNoUse()), path(), body());
    }

    /** The success of a read, to a HEAD. */
    Api.Answer answeringWithTheHead() {
        return api.send(api.request(path()).HEAD());
    }

    private Api.Answer succeed() {
        return send(api, path(), body());
    }

    private Api.Answer twice() {
        var body = body();
        send(api, path(), body);
        return send(api, path(), body);
    }

    private Api.Answer withSomethingUnknown() {
        return operation.hasBody()
                ? send(api, path(), "{\"unknown\": 1}")
                : send(api, path() + "?unknown=1", "");
    }

    private Api.Answer ofSuspended() {
        api.post("/api/v1/tenants/" + tenantId + "/suspend", Map.of());
        var caller = operation.method().equals("GET") ? "service" : "tenant-admin";
        return send(api.as(tokenOf(caller)), path(), body());
    }

    private Api.Answer ofDeleted() {
        api.delete("/api/v1/tenants/" + tenantId);
        return succeed();
    }

    private Api.Answer send(Api caller, String path, String body) {
        return send(caller, path, body, JSON, JSON);
    }

    private Api.Answer send(
            Api caller, String path, String body, String contentType, String accept) {
        var request = caller.request(path).header("Accept", accept);
        return caller.send(
                operation.hasBody()
                        ? request.header("Content-Type", contentType)
                                .method(operation.method(), BodyPublishers.ofString(body))
                        : request.method(operation.method(), BodyPublishers.noBody()));
    }

    private String path() {
        return operation
                .path()
                .replace("{tenantId}", tenantId)
                .replace("{keyId}", key.path("id").asString());
    }

    private String body() {
        return operation.hasBody() ? JsonMapper.shared().writeValueAsString(sample()) : "";
    }

    /** The smallest body that the operation accepts. */
    private Map<String, Object> sample() {
        return switch (operation.id()) {
            case "registerTenant" -> Api.company(Api.anySlug());
            case "replaceTenantProfile" ->
                    Map.of("name", "Another", "contactEmail", "new@company.example");
            case "suspendTenant", "activateTenant", "replaceConfiguration" -> Map.of();
            case "createApiKey" -> Map.of("name", "A key", "scopes", List.of("config:read"));
            case "verifyApiKey" -> Map.of("key", key.path("secret").asString());
            default -> throw new AssertionError("What body does " + operation.id() + " accept?");
        };
    }

    /** Who has not the role, or, where every role will do, not the scope. */
    private String refusedCaller() {
        return ROLES.stream()
                .filter(role -> !operation.isFor(role))
                .findFirst()
                .map(this::tokenOf)
                .orElseGet(this::keyOfNoUse);
    }

    /** A key with a scope that no operation asks for. */
    private String keyOfNoUse() {
        return api.issuedKey(tenantId, "events:read").path("secret").asString();
    }

    /** A tenant's role is that of the sample's tenant. */
    private String tokenOf(String role) {
        return Tokens.of(Tokens.with(Tokens.claims(role), "tid", tenantId));
    }
}
