package io.voc.tenancy.e2e;

import tools.jackson.databind.JsonNode;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The OpenAPI document: the operations, and how each may answer. */
final class OpenApi {

    private static final ContractDocument DOCUMENT = new ContractDocument("contracts/openapi.yaml");
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    /** Stands for every request that reaches no operation. */
    private static final Operation NONE =
            new Operation("none", "", "", DOCUMENT.at(""), DOCUMENT.at("/x-general-responses"));

    private static final List<Operation> OPERATIONS = read();

    private OpenApi() {}

    /**
     * A way to answer.
     *
     * @param operation the operation's id, or {@code none}
     * @param code the problem's code, empty for a success
     */
    record Answer(String operation, int status, String code) {

        @Override
        public String toString() {
            return operation + " " + status + (code.isEmpty() ? "" : " " + code);
        }
    }

    /** An operation with the document's words on it. */
    record Operation(String id, String method, String path, JsonNode node, JsonNode responses) {

        @Override
        public String toString() {
            return id;
        }

        boolean hasBody() {
            return node.has("requestBody");
        }

        boolean isFor(String role) {
            return node.path("x-roles").valueStream().anyMatch(it -> it.asString().equals(role));
        }

        /** Every way to answer that the document gives this operation. */
        Stream<Answer> answers() {
            return responses
                    .propertyStream()
                    .flatMap(response ->
                            codes(DOCUMENT.resolved(response.getValue()))
                                    .map(code ->
                                            new Answer(
                                                    id,
                                                    Integer.parseInt(response.getKey()),
                                                    code)));
        }

        /** What is wrong with an answer by the document. */
        List<String> faultsOf(HttpResponse<String> answer, JsonNode body) {
            var documented = responses.path(String.valueOf(answer.statusCode()));
            if (documented.isMissingNode()) {
                return List.of("the status is not documented");
            }
            var response = DOCUMENT.resolved(documented);
            var faults = new ArrayList<String>();
            response.path("headers")
                    .propertyStream()
                    .filter(header ->
                            DOCUMENT.resolved(header.getValue()).path("required").asBoolean())
                    .filter(header -> answer.headers().firstValue(header.getKey()).isEmpty())
                    .forEach(header -> faults.add("there is no header " + header.getKey()));
            var type = mediaType(answer);
            var content = response.path("content").path(type);
            if (!response.has("content")) {
                if (!answer.body().isEmpty()) {
                    faults.add("no body is documented");
                }
            } else if (content.isMissingNode()) {
                faults.add("the media type " + type + " is not documented");
            } else if (!answer.request().method().equals("HEAD")) {
                faults.addAll(DOCUMENT.faultsOf(content.path("schema"), body));
            }
            return faults;
        }
    }

    static List<Operation> operations() {
        return OPERATIONS;
    }

    static Operation operation(String id) {
        return OPERATIONS.stream().filter(it -> it.id().equals(id)).findFirst().orElse(NONE);
    }

    /** The operation that a request reaches; a HEAD is a GET whose body stays behind. */
    static Operation operation(String method, String path) {
        return OPERATIONS.stream()
                .filter(it -> it.method().equals(method.equals("HEAD") ? "GET" : method))
                .filter(it -> path.matches(it.path().replaceAll("\\{\\w+}", "[^/]+")))
                .findFirst()
                .orElse(NONE);
    }

    /** Every way to answer that the document knows. */
    static Stream<Answer> answers() {
        return Stream.concat(OPERATIONS.stream(), Stream.of(NONE)).flatMap(Operation::answers);
    }

    private static String mediaType(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Type").orElse("none").split(";", 2)[0].strip();
    }

    private static Stream<String> codes(JsonNode response) {
        var codes = response.at("/content/application~1problem+json/schema/properties/code/enum");
        return codes.isMissingNode()
                ? Stream.of("")
                : codes.valueStream().map(code -> code.asString());
    }

    private static List<Operation> read() {
        return DOCUMENT.at("/paths")
                .propertyStream()
                .flatMap(path ->
                        path.getValue()
                                .propertyStream()
                                .filter(member -> METHODS.contains(member.getKey()))
                                .map(member ->
                                        operation(
                                                member.getKey(), path.getKey(), member.getValue())))
                .sorted(Comparator.comparing(it -> it.path().contains("{")))
                .toList();
    }

    private static Operation operation(String method, String path, JsonNode node) {
        return new Operation(
                node.path("operationId").asString(),
                method.toUpperCase(Locale.ROOT),
                path,
                node,
                node.path("responses"));
    }
}
