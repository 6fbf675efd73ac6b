package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Who may call what is exactly what {@code openapi.yaml} says: each operation is tried by each
 * role, by a key of each scope, and by those of another tenant.
 */
class CallersE2E {

    private static final int AT_ONCE = 16;

    private static final List<String> ROLES =
            List.of(
                    "platform-admin",
                    "platform-auditor",
                    "service",
                    "tenant-admin",
                    "tenant-viewer");

    private static final List<String> SCOPES =
            List.of(
                    "tenant:read",
                    "config:read",
                    "config:write",
                    "keys:read",
                    "keys:manage",
                    "usage:read",
                    "usage:write",
                    "events:read",
                    "tenant:*",
                    "config:*",
                    "keys:*",
                    "usage:*",
                    "events:*",
                    "*:*");

    private final Api api = Standalone.shared().api();
    private final String tenantId = tenantWithManyKeys();
    private final String foreignId = tenantWithManyKeys();
    private final String keyId = api.issuedKey(tenantId, "config:read").path("id").asString();
    private final String onboardingId = OnboardingSamples.waiting(api).id();
    private final List<Caller> callers =
            Stream.of(people(tenantId), people(foreignId), keys(tenantId), keys(foreignId))
                    .flatMap(List::stream)
                    .toList();

    CallersE2E() {
        api.put("/api/v1/tenants/" + tenantId + "/config", SampleTenant.withAnAgent());
    }

    /**
     * Someone who calls.
     *
     * @param scope of a key; null for anyone with a role
     */
    private record Caller(String role, String tenantId, @Nullable String scope, String credential) {

        @Override
        public String toString() {
            return (scope == null ? role : "a key with " + scope) + " of " + tenantId;
        }

        boolean mayCall(OpenApi.Operation operation, String addressed) {
            var isAddressed = operation.path().contains("{tenantId}");
            var isOwn = tenantId.equals(addressed);
            if (scope != null) {
                return isAddressed && isOwn && isCovered(operation.scopes());
            }
            var isOfTenant = role.startsWith("tenant-");
            return operation.isFor(role) && (!isOfTenant || !isAddressed || isOwn);
        }

        private boolean isCovered(List<String> needed) {
            return !needed.isEmpty()
                    && needed.stream()
                            .allMatch(it ->
                                    "*:*".equals(scope)
                                            || it.equals(scope)
                                            || it.replaceFirst(":.*", ":*").equals(scope));
        }

        /** What it is told of what it may not call. */
        String refusal(OpenApi.Operation operation, String addressed) {
            var mayKnow =
                    !operation.path().contains("{tenantId}")
                            || tenantId.equals(addressed)
                            || (scope == null && !role.startsWith("tenant-"));
            return mayKnow ? "403 forbidden" : "404 not-found";
        }
    }

    private record Attempt(OpenApi.Operation operation, Caller caller) {}

    @Test
    void may_call_what_the_table_says_and_nothing_else() throws InterruptedException {
        var attempts =
                OpenApi.operations().stream()
                        .flatMap(operation ->
                                callers.stream().map(caller -> new Attempt(operation, caller)))
                        .toList();

        var faults = faults(attempts);

        assertThat(attempts).hasSizeGreaterThan(1_000);
        assertThat(faults).isEmpty();
    }

    private List<String> faults(List<Attempt> attempts) throws InterruptedException {
        try (var threads = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            return threads
                    .invokeAll(
                            attempts.stream()
                                    .<Callable<String>>map(attempt -> () -> fault(attempt))
                                    .toList())
                    .stream()
                    .map(AtOnce::result)
                    .filter(fault -> !fault.isEmpty())
                    .toList();
        }
    }

    private String fault(Attempt attempt) {
        var operation = attempt.operation();
        var caller = attempt.caller();
        var isRead = operation.method().equals("GET");
        var passed = isRead ? "200 " : "400 validation-failed";
        var expected =
                caller.mayCall(operation, tenantId) ? passed : caller.refusal(operation, tenantId);
        var answer = send(operation, api.as(caller.credential()), isRead ? "" : "?unknown=1");
        var actual = answer.status() + " " + answer.code();
        return actual.equals(expected)
                ? ""
                : "%s by %s: %s instead of %s".formatted(operation, caller, actual, expected);
    }

    /**
     * A read is answered; of anything else, a parameter that it has not, which is looked for next.
     */
    private Api.Answer send(OpenApi.Operation operation, Api caller, String query) {
        var path =
                operation
                        .path()
                        .replace("{tenantId}", tenantId)
                        .replace("{keyId}", keyId)
                        .replace("{onboardingId}", onboardingId)
                        .replace("{step}", OnboardingSamples.STEP)
                        .replace("{reservationId}", "rsv_01h455vb4pex5vsknk084sn02q")
                        .replace("{version}", "1")
                        .replace("{name}", "starter");
        return caller.send(
                caller.request(path + query)
                        .header("Accept", "application/json")
                        .header("Content-Type", "application/json")
                        .method(
                                operation.method(),
                                operation.mediaTypes().isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString("{}")));
    }

    private String tenantWithManyKeys() {
        var id = api.registeredTenant();
        api.put("/api/v1/tenants/" + id + "/plan", Map.of("plan", "growth"));
        return id;
    }

    private static List<Caller> people(String tenantId) {
        return ROLES.stream()
                .map(role ->
                        new Caller(
                                role,
                                tenantId,
                                null,
                                Tokens.of(Tokens.with(Tokens.claims(role), "tid", tenantId))))
                .toList();
    }

    private List<Caller> keys(String tenantId) {
        var keys = new ArrayList<Caller>();
        for (var scope : SCOPES) {
            var secret = api.issuedKey(tenantId, scope).path("secret").asString();
            keys.add(new Caller("", tenantId, scope, secret));
        }
        return keys;
    }
}
