package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.Refusals.assertRefused;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Each operation gives each of the answers that {@code openapi.yaml} promises. */
class DocumentedAnswersE2E {

    private static final List<String> METHODS = List.of("GET", "PUT", "POST", "PATCH", "DELETE");

    private final Api api = Standalone.shared().api();

    static Stream<OpenApi.Answer> answers() {
        return OpenApi.operations().stream()
                .flatMap(OpenApi.Operation::answers)
                .filter(answer -> !ConformanceE2E.NOT_ON_REQUEST.containsKey(answer.status()));
    }

    static List<OpenApi.Operation> operations() {
        return OpenApi.operations();
    }

    static Stream<Arguments> bodies() {
        return OpenApi.operations().stream()
                .flatMap(operation ->
                        operation.mediaTypes().stream()
                                .map(mediaType -> Arguments.of(operation, mediaType)));
    }

    static Stream<OpenApi.Operation> reads() {
        return OpenApi.operations().stream().filter(it -> it.method().equals("GET"));
    }

    static List<String> paths() {
        return OpenApi.operations().stream().map(OpenApi.Operation::path).distinct().toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void is_given(OpenApi.Answer documented) {
        var request = new SampleRequest(api, OpenApi.operation(documented.operation()));

        var answer = request.answering(documented.status(), documented.code());

        if (documented.code().isEmpty()) {
            assertThat(answer.status()).isEqualTo(documented.status());
        } else {
            assertRefused(answer, documented.status(), documented.code());
        }
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("bodies")
    void is_the_same_in_every_documented_media_type(OpenApi.Operation operation, String mediaType) {
        var sample = new SampleRequest(api, operation);

        assertThat(sample.answeringTo(mediaType).status()).isIn(200, 201, 202);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void is_a_refusal_to_a_key_without_the_scope(OpenApi.Operation operation) {
        var answer = new SampleRequest(api, operation).answeringAKeyWithoutScope();

        assertRefused(answer, 403, "forbidden");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("paths")
    void names_the_methods_of_its_path_to_whoever_tries_another(String path) {
        var methods =
                OpenApi.operations().stream()
                        .filter(operation -> operation.path().equals(path))
                        .map(OpenApi.Operation::method)
                        .collect(Collectors.toSet());

        METHODS.stream()
                .filter(method -> !methods.contains(method))
                .forEach(method -> {
                    var answer = send(method, path.replaceAll("[{}]", ""), "");

                    assertRefused(answer, 405, "method-not-allowed");
                    assertThat(allowed(answer)).isEqualTo(methods);
                });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reads")
    void has_a_head(OpenApi.Operation read) {
        var answer = new SampleRequest(api, read).answeringWithTheHead();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "POST,  /api/v1/nonsense, 0,       404, not-found",
        "POST,  /api/v1//nonsense, 0,      400, validation-failed",
        "POST,  /api/v1/nonsense, 1048577, 413, body-too-large",
        "TRACE, /api/v1/tenants,  0,       405, method-not-allowed",
    })
    void is_a_problem_even_where_no_operation_is(
            String method, String path, int size, int status, String code) {
        assertRefused(send(method, path, "x".repeat(size)), status, code);
    }

    @ParameterizedTest
    @CsvSource({"GET, /api/v1/nonsense", "DELETE, /api/v1/tenants", "GET, /nonsense"})
    void is_a_question_for_a_token_before_anything_else(String method, String path) {
        var anonymous = api.anonymous();

        var answer =
                anonymous.send(anonymous.request(path).method(method, BodyPublishers.noBody()));

        assertRefused(answer, 401, "unauthenticated");
    }

    private Api.Answer send(String method, String path, String body) {
        return api.send(
                api.request(path)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body)));
    }

    private static Set<String> allowed(Api.Answer answer) {
        var methods = answer.response().headers().firstValue("Allow").orElseThrow();
        return Arrays.stream(methods.split(",")).map(String::strip).collect(Collectors.toSet());
    }
}
