package io.voc.tenancy.gateway.proxy;

import static io.voc.tenancy.gateway.proxy.GatewayUnderTest.GATEWAY;
import static io.voc.tenancy.gateway.proxy.GatewayUnderTest.TENANT;
import static io.voc.tenancy.gateway.proxy.GatewayUnderTest.TENANTS;
import static io.voc.tenancy.gateway.proxy.GatewayUnderTest.assertProblem;
import static io.voc.tenancy.gateway.proxy.GatewayUnderTest.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

@Timeout(30)
class StreamingTest {

    private static final int MIB = 1024 * 1024;

    @BeforeEach
    void reset() {
        GATEWAY.reset();
    }

    @Nested
    class An_answer {

        @ParameterizedTest
        @ValueSource(strings = {"application/x-ndjson", "text/csv", "application/json"})
        void is_passed_on_before_its_end_is_known(String mediaType) throws IOException {
            var firstWasRead = new CountDownLatch(1);
            reads(exchange -> {
                exchange.getResponseHeaders().set("Content-Type", mediaType);
                exchange.sendResponseHeaders(200, 0);
                writeLine(exchange, "first");
                awaited(firstWasRead);
                writeLine(exchange, "last");
                exchange.close();
            });

            var answer =
                    GATEWAY.send(GATEWAY.authorized(TENANT).GET(), BodyHandlers.ofInputStream());

            try (var lines =
                    new BufferedReader(
                            new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                assertThat(lines.readLine()).isEqualTo("first");
                firstWasRead.countDown();
                assertThat(lines.readLine()).isEqualTo("last");
                assertThat(lines.readLine()).isNull();
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 64 * MIB})
        void of_any_length_is_passed_on_whole(int announced) throws IOException {
            var block = new byte[MIB];
            reads(exchange -> {
                exchange.sendResponseHeaders(200, announced);
                for (int i = 0; i < 64; i++) {
                    exchange.getResponseBody().write(block);
                }
                exchange.close();
            });

            var answer =
                    GATEWAY.send(GATEWAY.authorized(TENANT).GET(), BodyHandlers.ofInputStream());

            try (var body = answer.body()) {
                assertThat(body.skip(Long.MAX_VALUE)).isEqualTo(64L * MIB);
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 100})
        void that_breaks_off_breaks_the_callers_connection(int announced) {
            reads(exchange -> {
                exchange.sendResponseHeaders(200, announced);
                writeLine(exchange, "first");
                Upstream.HANG_UP.handle(exchange);
            });

            assertThatThrownBy(() ->
                            GATEWAY.client()
                                    .send(
                                            GATEWAY.authorized(TENANT).GET().build(),
                                            BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
            assertThat(rawAnswer()).contains("first").doesNotContain("problem", "\r\n0\r\n");
        }

        @Test
        void that_its_caller_leaves_is_no_longer_asked_for() throws IOException {
            var isLeft = new AtomicBoolean();
            reads(exchange -> {
                exchange.sendResponseHeaders(200, 0);
                try {
                    while (true) {
                        writeLine(exchange, "more");
                    }
                } catch (IOException left) {
                    isLeft.set(true);
                    throw left;
                }
            });

            GATEWAY.send(GATEWAY.authorized(TENANT).GET(), BodyHandlers.ofInputStream())
                    .body()
                    .close();

            await().untilTrue(isLeft);
        }

        private String rawAnswer() {
            return GATEWAY.sendRaw(
                    """
                    GET %s HTTP/1.1
                    Host: tenants.example
                    Authorization: Bearer %s

                    """
                            .formatted(TENANT, token()));
        }
    }

    @Nested
    class A_body {

        @Test
        void is_passed_on_before_its_end_is_known() throws IOException {
            var firstHasArrived = new CountDownLatch(1);
            writes(exchange -> {
                exchange.getRequestBody().read();
                firstHasArrived.countDown();
                Upstream.answer(
                        exchange, 200, "" + exchange.getRequestBody().readAllBytes().length);
            });
            var first = new byte[64 * 1024];
            try (var sent = new PipedInputStream(first.length)) {
                CompletableFuture<HttpResponse<String>> answer;
                try (var body = new PipedOutputStream(sent)) {
                    answer = sent(sent);
                    body.write(first);
                    awaited(firstHasArrived);
                    body.write(1);
                }
                assertThat(answer.join().body()).isEqualTo("" + first.length);
            }
        }

        private CompletableFuture<HttpResponse<String>> sent(InputStream body) {
            return GATEWAY.client()
                    .sendAsync(
                            GATEWAY.authorized(TENANTS)
                                    .POST(BodyPublishers.ofInputStream(() -> body))
                                    .build(),
                            BodyHandlers.ofString());
        }

        @Test
        void over_the_limit_reaches_no_side() {
            var answer =
                    GATEWAY.send(
                            GATEWAY.authorized(TENANTS)
                                    .POST(BodyPublishers.ofByteArray(new byte[MIB + 1])));

            assertProblem(answer, 413, "body-too-large");
            assertThat(GATEWAY.commandSide).allMatch(node -> node.received().isEmpty());
        }

        @Test
        void that_passes_the_limit_on_its_way_reaches_no_side_as_a_whole() {
            var body = BodyPublishers.ofByteArray(new byte[MIB + 1]);

            var answer =
                    GATEWAY.send(
                            GATEWAY.authorized(TENANTS).POST(BodyPublishers.fromPublisher(body)));

            assertProblem(answer, 413, "body-too-large");
            assertThat(GATEWAY.commandSide).allMatch(node -> node.received().isEmpty());
        }
    }

    private static void reads(HttpHandler answer) {
        GATEWAY.querySide.forEach(node -> node.answers(answer));
    }

    private static void writes(HttpHandler handler) {
        GATEWAY.commandSide.forEach(node -> node.handles(handler));
    }

    private static void writeLine(HttpExchange exchange, String line) throws IOException {
        exchange.getResponseBody().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
    }

    private static void awaited(CountDownLatch latch) {
        await().until(() -> latch.getCount() == 0);
    }
}
