package io.voc.tenancy.gateway.proxy;

import static io.voc.tenancy.gateway.proxy.GatewayUnderTest.GATEWAY;
import static io.voc.tenancy.gateway.proxy.GatewayUnderTest.TENANT;
import static io.voc.tenancy.gateway.proxy.GatewayUnderTest.TENANTS;
import static io.voc.tenancy.gateway.proxy.GatewayUnderTest.assertProblem;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.gateway.proxy.Upstream.Received;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;

class RoutesTest {

    @BeforeEach
    void reset() {
        GATEWAY.reset();
    }

    @Nested
    class An_operation {

        @ParameterizedTest
        @CsvSource({
            "GET, /api/v1/tenants",
            "HEAD, /api/v1/tenants",
            "GET, /api/v1/tenants/ten_1/config",
            "POST, /api/v1/api-keys/verify",
        })
        void that_answers_is_the_query_sides(String method, String path) {
            var answer = send(method, path);

            assertThat(answer).isEqualTo(200);
            assertThat(receivedBy(GATEWAY.querySide))
                    .singleElement()
                    .satisfies(request -> {
                        assertThat(request.method()).isEqualTo(method);
                        assertThat(request.uri()).isEqualTo(path);
                    });
            assertThat(receivedBy(GATEWAY.commandSide)).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({
            "POST, /api/v1/tenants",
            "PUT, /api/v1/tenants/ten_1/config",
            "DELETE, /api/v1/tenants/ten_1/api-keys/key_1",
        })
        void that_decides_is_the_command_sides(String method, String path) {
            var answer = send(method, path);

            assertThat(answer).isEqualTo(200);
            assertThat(receivedBy(GATEWAY.commandSide))
                    .singleElement()
                    .satisfies(request -> {
                        assertThat(request.method()).isEqualTo(method);
                        assertThat(request.uri()).isEqualTo(path);
                    });
            assertThat(receivedBy(GATEWAY.querySide)).isEmpty();
        }

        @Test
        void gets_its_query_as_it_came() {
            var query = "?at=2026-01-01T00:00:00%2B02:00&text=a+b%20c&flag";

            GATEWAY.send(GATEWAY.authorized(TENANTS + query).GET());

            assertThat(receivedBy(GATEWAY.querySide))
                    .extracting(Received::uri)
                    .containsExactly(TENANTS + query);
        }

        @ParameterizedTest
        @ValueSource(strings = {"*/*", "application/*", "nonsense"})
        void gets_no_body_of_no_one_type(String type) {
            var answer =
                    GATEWAY.send(
                            GATEWAY.authorized(TENANTS)
                                    .setHeader("Content-Type", type)
                                    .POST(BodyPublishers.ofString("{}")));

            assertProblem(answer, 415, "unsupported-media-type");
            assertThat(receivedBy(GATEWAY.commandSide)).isEmpty();
        }

        @Test
        void gets_its_body_as_it_came() {
            GATEWAY.send(
                    GATEWAY.authorized(TENANTS)
                            .POST(BodyPublishers.ofString("{ \"slug\":\"ä\" }")));

            assertThat(receivedBy(GATEWAY.commandSide))
                    .extracting(Received::body)
                    .containsExactly("{ \"slug\":\"ä\" }");
        }

        @Test
        void takes_no_form() {
            var answer =
                    GATEWAY.send(
                            GATEWAY.authorized(TENANTS)
                                    .setHeader("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(BodyPublishers.ofString("slug=acme")));

            assertProblem(answer, 415, "unsupported-media-type");
            assertNothingReceived();
        }

        @Test
        void answers_what_its_side_answers() {
            GATEWAY.commandSide.forEach(node ->
                    node.answers(exchange -> Upstream.answer(exchange, 409, "{\"code\":\"x\"}")));

            var answer = GATEWAY.send(GATEWAY.authorized(TENANT).DELETE());

            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(answer.body()).isEqualTo("{\"code\":\"x\"}");
        }
    }

    @Nested
    class Anything_else {

        @ParameterizedTest
        @ValueSource(strings = {"/api/v1/nothing", TENANT + "/nothing", TENANTS + "/", "/", "/x"})
        void is_not_found(String path) {
            assertProblem(GATEWAY.send(GATEWAY.authorized(path).GET()), 404, "not-found");
            assertNothingReceived();
        }

        @Test
        void that_is_a_path_with_other_methods_tells_them() {
            var answer = GATEWAY.send(GATEWAY.authorized(TENANTS).DELETE());

            assertProblem(answer, 405, "method-not-allowed");
            assertThat(answer.headers().firstValue("Allow"))
                    .hasValueSatisfying(allowed ->
                            assertThat(allowed.split(",", -1))
                                    .containsExactlyInAnyOrder("GET", "POST"));
            assertNothingReceived();
        }

        @Test
        void that_asks_for_the_methods_is_told_them() {
            var answer =
                    GATEWAY.send(
                            GATEWAY.authorized(TENANTS).method("OPTIONS", BodyPublishers.noBody()));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Allow"))
                    .hasValueSatisfying(allowed ->
                            assertThat(allowed.split(",", -1))
                                    .containsExactlyInAnyOrder("GET", "HEAD", "POST", "OPTIONS"));
            assertNothingReceived();
        }
    }

    @Nested
    class Without_a_good_token {

        @ParameterizedTest
        @ValueSource(strings = {TENANTS, TENANT, "/api/v1/nothing"})
        void nothing_reaches_a_side(String path) {
            assertProblem(GATEWAY.send(GATEWAY.request(path).GET()), 401, "unauthenticated");
            assertProblem(
                    GATEWAY.send(
                            GATEWAY.request(path).header("Authorization", "Bearer a.b.c").GET()),
                    401,
                    "unauthenticated");
            assertNothingReceived();
        }
    }

    private static int send(String method, String path) {
        return GATEWAY.send(GATEWAY.authorized(path).method(method, BodyPublishers.noBody()))
                .statusCode();
    }

    private static List<Received> receivedBy(List<Upstream> side) {
        return side.stream().flatMap(node -> node.received().stream()).toList();
    }

    private static void assertNothingReceived() {
        assertThat(receivedBy(GATEWAY.commandSide)).isEmpty();
        assertThat(receivedBy(GATEWAY.querySide)).isEmpty();
    }
}
