package io.voc.tenancy.e2e;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

        /** The media types in which it takes a body; none when it takes no body. */
        List<String> mediaTypes() {
            return DOCUMENT.resolved(node.path("requestBody"))
                    .path("content")
                    .propertyStream()
                    .map(Map.Entry::getKey)
                    .toList();
        }

        boolean takes(String parameter) {
            return node.path("parameters")
                    .valueStream()
                    .map(DOCUMENT::resolved)
                    .anyMatch(it -> it.path("name").asString().equals(parameter));
        }

        /** Whether it changes something. */
        boolean isWrite() {
            return !method.equals("GET") && !node.path("x-side").asString("").equals("query");
        }

        /** Whether it is about metered data, which are rows of a ledger and have no version. */
        boolean isMetered() {
            return node.path("tags").valueStream().anyMatch(it -> it.asString().equals("usage"));
        }

        boolean isFor(String role) {
            return node.path("x-roles").valueStream().anyMatch(it -> it.asString().equals(role));
        }

        /** The scopes that it asks of a key; none when it is not for keys. */
        List<String> scopes() {
            return node.path("x-scopes").valueStream().map(JsonNode::asString).toList();
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
            var faults = new ArrayList<>(faultsOfHeaders(response.path("headers"), answer));
            if (response.has("content")) {
                faults.addAll(faultsOfContent(response.path("content"), answer, body));
            } else if (!answer.body().isEmpty() || !mediaType(answer).equals("none")) {
                faults.add("there is a body, or its media type, where none is documented");
            }
            return faults;
        }

        private static List<String> faultsOfHeaders(
                JsonNode documented, HttpResponse<String> answer) {
            return documented
                    .propertyStream()
                    .flatMap(header ->
                            faultsOfHeader(
                                    header.getKey(), DOCUMENT.resolved(header.getValue()), answer))
                    .toList();
        }

        private static Stream<String> faultsOfHeader(
                String name, JsonNode documented, HttpResponse<String> answer) {
            var values = answer.headers().allValues(name);
            if (values.isEmpty()) {
                return documented.path("required").asBoolean(false)
                        ? Stream.of("there is no header " + name)
                        : Stream.empty();
            }
            return values.stream()
                    .map(value -> asDocumented(value, documented.path("schema")))
                    .flatMap(value -> DOCUMENT.faultsOf(documented.path("schema"), value).stream())
                    .map(fault -> "the header " + name + fault);
        }

        /** A header's value is text, whatever it says. */
        private static JsonNode asDocumented(String value, JsonNode schema) {
            return schema.path("type").asString("").equals("integer") && value.matches("\\d{1,9}")
                    ? JsonNodeFactory.instance.numberNode(Integer.parseInt(value))
                    : JsonNodeFactory.instance.stringNode(value);
        }

        private static List<String> faultsOfContent(
                JsonNode documented, HttpResponse<String> answer, JsonNode body) {
            var type = mediaType(answer);
            var content = documented.path(type);
            if (content.isMissingNode()) {
                return List.of("the media type " + type + " is not documented");
            }
            if (answer.request().method().equals("HEAD")) {
                return List.of();
            }
            var faults = new ArrayList<>(DOCUMENT.faultsOf(content.path("schema"), body));
            var tag = '"' + body.path("version").asString("") + '"';
            if (answer.headers().firstValue("ETag").filter(it -> !it.equals(tag)).isPresent()) {
                faults.add("the ETag is not the version " + tag);
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
