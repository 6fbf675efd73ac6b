package io.voc.tenancy.e2e;

import tools.jackson.databind.JsonNode;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Holds all that the service says against the contracts at once, and remembers it, so that {@link
 * ConformanceE2E} can tell in the end what the contracts promise and nobody has seen.
 */
final class Conformance {

    /** For orchestrators and Prometheus, whose formats they have. */
    private static final Set<String> OPERATIONAL = Set.of("/health", "/ready", "/metrics");

    private static final Set<OpenApi.Answer> ANSWERS = ConcurrentHashMap.newKeySet();
    private static final Set<String> EVENT_TYPES = ConcurrentHashMap.newKeySet();
    private static final Set<String> GRPC_METHODS = ConcurrentHashMap.newKeySet();
    private static final Queue<String> FAULTS = new ConcurrentLinkedQueue<>();

    private Conformance() {}

    /**
     * Holds an answer against {@code openapi.yaml}.
     *
     * @throws AssertionError with everything that is wrong
     */
    static void check(HttpResponse<String> answer, JsonNode body) {
        var method = answer.request().method();
        var path = answer.request().uri().getRawPath();
        if (OPERATIONAL.contains(path)) {
            return;
        }
        var operation = OpenApi.operation(method, path);
        ANSWERS.add(
                new OpenApi.Answer(
                        operation.id(), answer.statusCode(), codeOf(answer.statusCode(), body)));
        failFor(
                method + " " + path + " (" + operation.id() + ") -> " + answer.statusCode(),
                operation.faultsOf(answer, body));
    }

    /**
     * Holds a record against {@code asyncapi.yaml}.
     *
     * @throws AssertionError with everything that is wrong
     */
    static void check(LifecycleStream.Received event) {
        EVENT_TYPES.add(event.headers().getOrDefault("ce_type", "none"));
        failFor("Kafka record " + event.raw(), AsyncApi.faultsOf(event));
    }

    /** A method of a {@code .proto} file was called and has answered. */
    static void answered(String grpcMethod) {
        GRPC_METHODS.add(grpcMethod);
    }

    static Set<OpenApi.Answer> answers() {
        return Set.copyOf(ANSWERS);
    }

    static Set<String> eventTypes() {
        return Set.copyOf(EVENT_TYPES);
    }

    static Set<String> grpcMethods() {
        return Set.copyOf(GRPC_METHODS);
    }

    /** All faults so far, also those that a test may have swallowed while it awaited something. */
    static List<String> faults() {
        return List.copyOf(FAULTS);
    }

    /** Remembers that something is not as the contracts say. */
    static String fault(String what, List<String> reasons) {
        var fault = what + " is not as the contract says: " + String.join("; ", reasons);
        FAULTS.add(fault);
        return fault;
    }

    private static void failFor(String what, List<String> reasons) {
        if (!reasons.isEmpty()) {
            throw new AssertionError(fault(what, reasons));
        }
    }

    /** Of a refusal; a resource may have a code of its own. */
    private static String codeOf(int status, JsonNode body) {
        return status < 400 ? "" : body.path("code").asString("");
    }
}
