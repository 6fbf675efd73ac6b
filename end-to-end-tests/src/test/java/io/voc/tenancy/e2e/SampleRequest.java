package io.voc.tenancy.e2e;

import static org.awaitility.Awaitility.await;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A request that succeeds, to any operation, on a tenant and a key of its own; and how to spoil it
 * so that it is refused with a code.
 */
final class SampleRequest {

    private static final String UNKNOWN = "ten_00000000000000000000000000";
    private static final String JSON = "application/json";
    private static final int MIB = 1024 * 1024;

    /** So many times the same is sent at once, in so many rounds, to meet itself. */
    private static final int CROWD = 16;

    private static final int ROUNDS = 50;

    /** All roles but that which may do everything. */
    private static final List<String> ROLES =
            List.of("platform-auditor", "service", "tenant-admin", "tenant-viewer");

    private final Api api;
    private final OpenApi.Operation operation;
    private final String tenantId;
    private final JsonNode key;
    private final String plan;
    private final @Nullable Onboardings onboarding;
    private final String place;

    SampleRequest(Api api, OpenApi.Operation operation) {
        this.api = api.with("Accept", JSON);
        this.operation = operation;
        tenantId = api.registeredTenant();
        key = api.issuedKey(tenantId, "config:read");
        plan =
                operation.path().contains("{tenantId}") || operation.path().contains("{name}")
                        ? createdPlan(api)
                        : "unknown";
        onboarding =
                operation.path().contains("{onboardingId}") ? OnboardingSamples.waiting(api) : null;
        place = operation.path().contains("{reservationId}") ? takenPlace() : "unknown";
        if (operation.id().equals("rollBackConfiguration")
                || operation.path().contains("{version}")) {
            api.put("/api/v1/tenants/" + tenantId + "/config", SampleTenant.withAnAgent());
            api.put("/api/v1/tenants/" + tenantId + "/config", Map.of());
        }
    }

    /**
     * The answer with this status and code; without a code a success.
     *
     * @throws AssertionError when nobody has said yet how a request comes to it
     */
    Api.Answer answering(int status, String code) {
        return switch (code) {
            case "" -> status == 304 ? unchanged() : succeed();
            case "validation-failed" -> withSomethingUnknown();
            case "unauthenticated" -> send(api.anonymous(), path(), body());
            case "forbidden" -> send(api.as(refusedCaller()), path(), body());
            case "tenant-suspended" -> ofSuspended();
            case "not-found" -> send(api, unknownPath(), body());
            case "not-acceptable" -> send(api.with("Accept", "text/html"), path(), body());
            case "onboarding-in-progress" -> ofAnOnboardedTenant();
            case "onboarding-over" -> ofOver();
            case "step-not-external", "step-not-skippable" ->
                    send(api, path().replace(OnboardingSamples.STEP, "register-tenant"), body());
            case "step-not-running" -> ofADoneStep();
            case "step-attempt-over" -> send(api, path(), "{\"attempt\": 99}");
            case "slug-taken", "plan-exists" -> twice();
            case "plan-in-use" -> ofAPlanInUse();
            case "api-key-revoked" -> ofARevokedKey();
            case "api-key-expired" -> ofAnExpiredKey();
            case "quota-exceeded" -> beyondTheQuota();
            case "request-id-reused" -> withAUsedRequestId();
            case "reservation-ended" -> ofAnEndedPlace();
            case "limit-reached" -> atTheLimit();
            case "version-conflict" -> send(api.with("If-Match", "\"4711\""), path(), body());
            case "idempotency-key-reused" -> twiceUnderOneKey();
            case "idempotency-in-flight" -> whileItStillRuns();
            case "tenant-not-active" -> ofPending();
            case "tenant-not-deleted" -> send(api, path(), body());
            case "tenant-deleted" -> ofDeleted();
            case "tenant-purged" ->
                    operation.path().startsWith(Onboardings.PATH)
                            ? ofACancelledOnboarding()
                            : ofPurged();
            case "body-too-large" -> send(api, path(), "x".repeat(MIB + 1));
            case "configuration-too-large" -> send(api, path(), "x".repeat(4 * MIB + 1));
            case "rate-limited" -> withALimitedKey();
            case "unsupported-media-type" -> send(api, path(), body(), "text/plain");
            default -> throw new AssertionError("How does a request come to " + code + "?");
        };
    }

    /** The success, with the body in this media type. */
    Api.Answer answeringTo(String mediaType) {
        prepare();
        return send(api, path(), body(), mediaType);
    }

    private static String createdPlan(Api api) {
        var name = Api.anySlug();
        api.post("/api/v1/plans", Map.of("name", name, "limits", List.of()));
        return name;
    }

    /** What the request that would succeed is answered with one more header. */
    Api.Answer answeringWith(String header, String value) {
        prepare();
        return send(api.with(header, value), path(), body());
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
        prepare();
        return send(api, path(), body());
    }

    /** Only what is deleted can be restored or purged. */
    private void prepare() {
        if (operation.id().equals("restoreTenant") || operation.id().equals("purgeTenant")) {
            api.delete("/api/v1/tenants/" + tenantId);
        }
    }

    private Api.Answer unchanged() {
        var known = succeed().header("ETag");
        return send(api.with("If-None-Match", known), path(), body());
    }

    private Api.Answer twice() {
        var body = body();
        send(api, path(), body);
        return send(api, path(), body);
    }

    private Api.Answer twiceUnderOneKey() {
        var keyed = keyed();
        send(keyed, path(), body());
        return send(keyed, path(), text(otherSample()));
    }

    /** Who sends it so often at once is told that it still runs, sooner or later. */
    private Api.Answer whileItStillRuns() {
        return Stream.generate(this::atOnceUnderOneKey)
                .limit(ROUNDS)
                .flatMap(List::stream)
                .filter(answer -> answer.code().equals("idempotency-in-flight"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no request met itself"));
    }

    private List<Api.Answer> atOnceUnderOneKey() {
        var keyed = keyed();
        var body = body();
        return AtOnce.all(CROWD, _ -> send(keyed, path(), body));
    }

    private Api.Answer withSomethingUnknown() {
        return operation.mediaTypes().isEmpty()
                ? send(api, path() + "?unknown=1", "")
                : send(api, path(), "{\"unknown\": 1}");
    }

    /** Whatever the key may do: it is asked too often before that. */
    private Api.Answer withALimitedKey() {
        var limited =
                api.post(
                        keys(),
                        Map.of(
                                "name", "Slow",
                                "scopes", List.of("events:read"),
                                "rateLimit", Map.of("requests", 1, "perSeconds", 86_400)));
        var caller = api.as(limited.text("secret"));
        send(caller, path(), body());
        return send(caller, path(), body());
    }

    private Api.Answer ofAPlanInUse() {
        give(plan);
        return send(api, path(), body());
    }

    private Api.Answer ofARevokedKey() {
        api.delete(keys() + "/" + key.path("id").asString());
        return send(api, path(), body());
    }

    private Api.Answer ofAnExpiredKey() {
        var brief = new HashMap<String, Object>(Map.of("name", "Brief"));
        brief.put("scopes", List.of("config:read"));
        brief.put("expiresAt", Instant.now().plusSeconds(1).toString());
        var expiring = api.post(keys(), brief);
        await().until(() -> api.verified(expiring.text("secret")).equals("EXPIRED"));
        return send(api, path().replace(key.path("id").asString(), expiring.text("id")), body());
    }

    private String keys() {
        return "/api/v1/tenants/" + tenantId + "/api-keys";
    }

    /** Of everything. */
    private Api.Answer atTheLimit() {
        var none =
                Stream.of("api-keys", "ai-agents", "phone-numbers")
                        .map(metric -> Map.of("metric", metric, "amount", 0, "enforcement", "HARD"))
                        .toList();
        if (operation.id().equals("startOnboarding")) {
            return send(api, path(), text(OnboardingSamples.withAnAgentBeyond(api, none)));
        }
        api.put("/api/v1/plans/" + plan, Map.of("limits", none));
        give(plan);
        var more = operation.path().endsWith("/config") ? SampleTenant.withAnAgent() : sample();
        return send(api, path(), text(more));
    }

    private Api.Answer beyondTheQuota() {
        var none = new HashMap<String, Object>(Map.of("amount", 0, "enforcement", "HARD"));
        none.put("metric", sample().get("metric"));
        if (operation.id().equals("consume")) {
            none.put("period", "DAY");
        }
        api.put("/api/v1/tenants/" + tenantId + "/limits", Map.of("limits", List.of(none)));
        return send(api, path(), body());
    }

    private Api.Answer withAUsedRequestId() {
        var body = new HashMap<>(sample());
        send(api, path(), text(body));
        body.put(operation.id().equals("consume") ? "amount" : "ttlSeconds", 2);
        return send(api, path(), text(body));
    }

    private Api.Answer ofAnEndedPlace() {
        api.delete(path());
        return send(api, path(), body());
    }

    private String takenPlace() {
        return api.post("/api/v1/tenants/" + tenantId + "/reservations", place()).text("id");
    }

    private Map<String, Object> place() {
        return Map.of(
                "metric",
                "concurrent-calls",
                "ttlSeconds",
                60,
                "requestId",
                UUID.randomUUID().toString());
    }

    private Map<String, Object> use() {
        return Map.of("metric", "calls", "amount", 1, "requestId", UUID.randomUUID().toString());
    }

    private Map<String, Object> recordOfUse() {
        var use = new HashMap<>(use());
        use.put("tenantId", tenantId);
        return use;
    }

    private void give(String name) {
        var answer = api.put("/api/v1/tenants/" + tenantId + "/plan", Map.of("plan", name));
        if (answer.status() != 200) {
            throw new IllegalStateException("the plan was not changed: " + answer);
        }
    }

    private Api.Answer ofPending() {
        var company = new HashMap<>(Api.company(Api.anySlug()));
        company.put("status", "PENDING");
        var pending = api.post("/api/v1/tenants", company).text("id");
        return send(api, path().replace(tenantId, pending), body());
    }

    private Api.Answer ofSuspended() {
        api.post("/api/v1/tenants/" + tenantId + "/suspend", Map.of());
        var isTheirs = operation.isWrite() && operation.isFor("tenant-admin");
        return send(api.as(tokenOf(isTheirs ? "tenant-admin" : "service")), path(), body());
    }

    private Api.Answer ofDeleted() {
        api.delete("/api/v1/tenants/" + tenantId);
        return send(api, path(), body());
    }

    /** The answer to a registration goes with the tenant. */
    private Api.Answer ofPurged() {
        var isRegistration = operation.id().equals("registerTenant");
        var keyed = isRegistration ? keyed() : api;
        var body = body();
        var id = isRegistration ? send(keyed, path(), body).text("id") : tenantId;
        api.delete("/api/v1/tenants/" + id);
        api.post("/api/v1/tenants/" + id + "/purge", Map.of());
        return send(keyed, path(), body);
    }

    private Api.Answer ofAnOnboardedTenant() {
        var onboarded = OnboardingSamples.waiting(api).tenantId();
        return send(api, path().replace(tenantId, onboarded), body());
    }

    private Api.Answer ofOver() {
        OnboardingSamples.end(Objects.requireNonNull(onboarding), operation.id());
        return send(api, path(), body());
    }

    private Api.Answer ofADoneStep() {
        OnboardingSamples.endStep(Objects.requireNonNull(onboarding), operation.id());
        return send(api, path(), body());
    }

    /** Its answer goes with the tenant that is purged because it is cancelled. */
    private Api.Answer ofACancelledOnboarding() {
        var keyed = keyed();
        var body =
                onboarding == null
                        ? text(Onboardings.request(OnboardingSamples.WORKFLOW, Api.anySlug()))
                        : body();
        var first = send(keyed, path(), body);
        var begun = onboarding == null ? new Onboardings(api, first.body()) : onboarding;
        begun.cancel();
        begun.await("COMPENSATED");
        return send(keyed, path(), body);
    }

    private Api keyed() {
        return api.with("Idempotency-Key", UUID.randomUUID().toString());
    }

    private Api.Answer send(Api caller, String path, String body) {
        return send(caller, path, body, operation.mediaTypes().stream().findFirst().orElse(JSON));
    }

    private Api.Answer send(Api caller, String path, String body, String contentType) {
        var request = caller.request(path);
        return caller.send(
                operation.mediaTypes().isEmpty()
                        ? request.method(operation.method(), BodyPublishers.noBody())
                        : request.header("Content-Type", contentType)
                                .method(operation.method(), BodyPublishers.ofString(body)));
    }

    private String path() {
        return operation
                .path()
                .replace("{tenantId}", tenantId)
                .replace("{onboardingId}", onboarding == null ? "" : onboarding.id())
                .replace("{step}", OnboardingSamples.STEP)
                .replace("{keyId}", key.path("id").asString())
                .replace("{reservationId}", place)
                .replace("{version}", "1")
                .replace("{name}", plan);
    }

    private String unknownPath() {
        return path().replace(tenantId, UNKNOWN)
                .replace(plan, "unknown")
                .replace(
                        onboarding == null ? UNKNOWN : onboarding.id(),
                        UNKNOWN.replace("ten_", onboarding == null ? "ten_" : "onb_"));
    }

    private String body() {
        return operation.mediaTypes().isEmpty() ? "" : text(sample());
    }

    private static String text(Map<String, Object> body) {
        return JsonMapper.shared().writeValueAsString(body);
    }

    /** A small body that the operation accepts. */
    private Map<String, Object> sample() {
        return switch (operation.id()) {
            case "registerTenant" -> Api.company(Api.anySlug());
            case "startOnboarding" -> Map.of("company", Api.company(Api.anySlug()));
            case "retryStep", "skipStep" -> Map.of("reason", "A sample");
            case "replaceTenantProfile" ->
                    Map.of("name", "Another", "contactEmail", "new@company.example");
            case "patchTenantProfile" -> Map.of("name", "Another");
            case "changeTenantPlan" -> Map.of("plan", "growth");
            case "createPlan" -> Map.of("name", Api.anySlug(), "limits", List.of());
            case "replacePlan" -> Map.of("limits", List.of());
            case "replaceTenantLimits" -> Map.of("limits", List.of());
            case "addGrant" -> Map.of("metric", "calls", "amount", 1);
            case "correctUsage" -> Map.of("metric", "calls", "amount", -1, "reason", "A sample");
            case "consume" -> use();
            case "consumeBatch" -> Map.of("records", List.of(recordOfUse()));
            case "reserve" -> place();
            case "extendReservation" -> Map.of("ttlSeconds", 90);
            case "createApiKey" -> Map.of("name", "A key", "scopes", List.of("config:read"));
            case "patchApiKey" -> Map.of("name", "Another");
            case "rollBackConfiguration" -> Map.of("version", 1);
            case "verifyApiKey" -> Map.of("key", key.path("secret").asString());
            default -> Map.of();
        };
    }

    /** Another body that the operation accepts. */
    private Map<String, Object> otherSample() {
        var other = new HashMap<>(sample());
        other.put(
                switch (operation.id()) {
                    case "createPlan" -> "description";
                    case "startOnboarding" -> "workflow";
                    case "registerTenant", "createApiKey" -> "name";
                    default -> "reason";
                },
                "Something else");
        return other;
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
        var other = operation.scopes().contains("events:read") ? "usage:write" : "events:read";
        return api.issuedKey(tenantId, other).path("secret").asString();
    }

    /** A tenant's role is that of the sample's tenant. */
    private String tokenOf(String role) {
        return Tokens.of(Tokens.with(Tokens.claims(role), "tid", tenantId));
    }
}
