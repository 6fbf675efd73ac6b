package io.voc.tenancy.gateway.proxy;

import static io.voc.tenancy.gateway.proxy.GatewayUnderTest.GATEWAY;
import static io.voc.tenancy.gateway.proxy.GatewayUnderTest.TENANT;
import static io.voc.tenancy.gateway.proxy.GatewayUnderTest.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;

import io.voc.tenancy.contracts.apikey.ApiKeyEnvironment;
import io.voc.tenancy.contracts.apikey.ApiKeySecret;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.net.http.HttpHeaders;
import java.security.SecureRandom;

class HeadersTest {

    private static final String VERIFIED =
            """
            {"result": "VALID", "tenantId": "ten_01h455vb4pex5vsknk084sn02q",
             "keyId": "key_01h455vb4pex5vsknk084sn02r", "environment": "live", "scopes": ["tenant:read"]}
            """;

    @BeforeEach
    void reset() {
        GATEWAY.reset();
    }

    private static void knowsEveryKey(Upstream node) {
        node.answers(exchange -> Upstream.answer(exchange, 200, VERIFIED));
    }

    @Nested
    class A_side {

        @Test
        void gets_the_callers_headers() {
            GATEWAY.send(
                    GATEWAY.authorized(TENANT)
                            .header("If-Match", "\"7\"")
                            .header("Accept", "application/json")
                            .header("User-Agent", "agent/1")
                            .header("X-Many", "one")
                            .header("X-Many", "two")
                            .GET());

            assertThat(received().getFirst("If-Match")).isEqualTo("\"7\"");
            assertThat(received().getFirst("Accept")).isEqualTo("application/json");
            assertThat(received().get("User-Agent")).containsExactly("agent/1");
            assertThat(received().get("X-Many")).containsExactly("one", "two");
        }

        @Test
        void gets_the_callers_token() {
            var token = "Bearer " + token();

            GATEWAY.send(GATEWAY.request(TENANT).header("Authorization", token).GET());

            assertThat(received().get("Authorization")).containsExactly(token);
        }

        @Test
        void gets_the_token_that_the_edge_has_put_in_a_keys_place() {
            GATEWAY.querySide.forEach(HeadersTest::knowsEveryKey);
            var key = ApiKeySecret.generate(ApiKeyEnvironment.LIVE, new SecureRandom());

            GATEWAY.send(GATEWAY.request(TENANT).header("X-API-Key", key.reveal()).GET());

            assertThat(received().get("Authorization"))
                    .singleElement()
                    .satisfies(sent -> assertThat(sent).startsWith("Bearer ey"));
            assertThat(received().containsKey("X-API-Key")).isFalse();
        }

        @Test
        void is_told_by_the_gateway_alone_where_a_request_came_from() {
            GATEWAY.send(
                    GATEWAY.authorized(TENANT)
                            .header("X-Forwarded-For", "10.9.8.7")
                            .header("X-Forwarded-Proto", "https")
                            .header("X-Forwarded-Host", "evil.example")
                            .header("X-Forwarded-Port", "1")
                            .header("X-Forwarded-Prefix", "/x")
                            .header("Forwarded", "for=10.9.8.7")
                            .GET());

            assertThat(received().get("X-Forwarded-For")).containsExactly("127.0.0.1");
            assertThat(received().get("X-Forwarded-Proto")).containsExactly("http");
            assertThat(received().get("X-Forwarded-Host"))
                    .containsExactly("127.0.0.1:" + GATEWAY.port());
            assertThat(received())
                    .doesNotContainKeys("X-forwarded-port", "X-forwarded-prefix", "Forwarded");
        }

        @Test
        void gets_nothing_that_was_meant_for_the_gateway() {
            var answer =
                    GATEWAY.sendRaw(
                            """
                            GET %s HTTP/1.1
                            Host: tenants.example
                            Authorization: Bearer %s
                            Connection: close, X-Own
                            X-Own: 1
                            Keep-Alive: timeout=5
                            TE: trailers
                            Proxy-Authorization: Basic eDp5

                            """
                                    .formatted(TENANT, token()));

            assertThat(answer).startsWith("HTTP/1.1 200");
            assertThat(received())
                    .doesNotContainKeys("X-own", "Keep-alive", "Te", "Proxy-authorization");
            assertThat(received().getFirst("Host")).startsWith("127.0.0.1:");
        }

        @Test
        void knows_a_request_by_the_ids_that_its_caller_is_told() {
            var answer =
                    GATEWAY.send(
                            GATEWAY.authorized(TENANT)
                                    .header("X-Correlation-Id", "order-4711")
                                    .header("X-Request-Id", "of-my-own")
                                    .GET());

            var requestId = answer.headers().firstValue("X-Request-Id").orElseThrow();
            assertThat(requestId).isNotEqualTo("of-my-own");
            assertThat(received().get("X-Request-Id")).containsExactly(requestId);
            assertThat(received().get("X-Correlation-Id")).containsExactly("order-4711");
        }

        private Headers received() {
            return GATEWAY.querySide.stream()
                    .flatMap(node -> node.received().stream())
                    .filter(request -> request.uri().startsWith(TENANT))
                    .findFirst()
                    .orElseThrow()
                    .headers();
        }
    }

    @Nested
    class A_caller {

        @Test
        void gets_the_sides_headers_each_once() {
            var headers =
                    answering(
                            "ETag",
                            "\"7\"",
                            "Cache-Control",
                            "private",
                            "X-Request-Id",
                            "another",
                            "X-Frame-Options",
                            "DENY");

            assertThat(headers.allValues("ETag")).containsExactly("\"7\"");
            assertThat(headers.allValues("Cache-Control")).containsExactly("private");
            assertThat(headers.allValues("X-Frame-Options")).containsExactly("DENY");
            assertThat(headers.allValues("X-Request-Id")).singleElement().isNotEqualTo("another");
            assertThat(headers.allValues("Content-Type")).containsExactly("application/json");
        }

        @Test
        void gets_nothing_that_was_meant_for_the_gateway() {
            var headers =
                    answering("Connection", "keep-alive, X-Own", "X-Own", "1", "Keep-Alive", "5");

            assertThat(headers.map()).doesNotContainKeys("x-own", "keep-alive");
        }

        private HttpHeaders answering(String... headers) {
            GATEWAY.querySide.forEach(node ->
                    node.answers(exchange -> {
                        for (int i = 0; i < headers.length; i += 2) {
                            exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
                        }
                        Upstream.answer(exchange);
                    }));
            return GATEWAY.send(GATEWAY.authorized(TENANT).GET()).headers();
        }
    }
}
