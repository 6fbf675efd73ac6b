package io.voc.tenancy.gateway.proxy;

import static io.voc.tenancy.gateway.proxy.GatewayUnderTest.GATEWAY;
import static io.voc.tenancy.gateway.proxy.GatewayUnderTest.TENANT;
import static io.voc.tenancy.gateway.proxy.GatewayUnderTest.TENANTS;
import static io.voc.tenancy.gateway.proxy.GatewayUnderTest.assertProblem;
import static io.voc.tenancy.gateway.proxy.GatewayUnderTest.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

class OutageTest {

    private static final int ENOUGH_FOR_EACH_NODE = 12;

    /** None is left out any more for what an earlier test did to it. */
    @BeforeEach
    void everybody_is_asked() {
        GATEWAY.reset();
        await().until(() -> {
            reads();
            writes();
            return Stream.of(GATEWAY.querySide, GATEWAY.commandSide)
                    .flatMap(List::stream)
                    .noneMatch(node -> node.received().isEmpty());
        });
        GATEWAY.reset();
    }

    @Nested
    class A_node_that_nobody_is_at {

        @Test
        void is_passed_over_by_reads_while_the_others_take_turns() {
            assertThat(reads()).allMatch(answer -> answer.statusCode() == 200);
            assertThat(GATEWAY.querySide).allMatch(node -> !node.received().isEmpty());
        }

        @Test
        void is_passed_over_by_writes_as_nothing_was_sent() {
            assertThat(writes()).allMatch(answer -> answer.statusCode() == 200);
            assertThat(GATEWAY.commandSide).allMatch(node -> !node.received().isEmpty());
            assertThat(received(GATEWAY.commandSide)).isEqualTo(ENOUGH_FOR_EACH_NODE);
        }

        @Test
        void is_asked_again_when_it_may_be_back() {
            var node = GATEWAY.commandSide.getFirst();
            node.stop();
            try {
                await().untilAsserted(() -> assertThat(write().statusCode()).isEqualTo(200));
            } finally {
                node.restart();
            }
            await().untilAsserted(() -> {
                assertThat(write().statusCode()).isEqualTo(200);
                assertThat(node.received()).isNotEmpty();
            });
        }
    }

    @Nested
    class A_node_that_hangs_up {

        @Test
        void loses_no_read_while_another_answers() {
            GATEWAY.querySide.getFirst().answers(Upstream.HANG_UP);

            assertThat(reads()).allMatch(answer -> answer.statusCode() == 200);
            assertThat(GATEWAY.querySide.getFirst().received()).isNotEmpty();
        }

        @Test
        void is_not_followed_by_more_than_two_others() {
            GATEWAY.querySide.forEach(node -> node.answers(Upstream.HANG_UP));

            assertUnavailable(read());
            assertThat(received(GATEWAY.querySide)).isBetween(1, 3);
        }

        @Test
        void is_the_only_one_that_a_write_is_sent_to() {
            GATEWAY.commandSide.forEach(node -> node.answers(Upstream.HANG_UP));

            assertUnavailable(write());
            assertThat(received(GATEWAY.commandSide)).isEqualTo(1);
        }
    }

    @Nested
    class A_side {

        @Test
        void whose_nodes_are_all_away_is_unavailable() {
            GATEWAY.querySide.forEach(Upstream::stop);
            try {
                assertUnavailable(read());
                assertUnavailable(
                        GATEWAY.send(
                                GATEWAY.authorized("/api/v1/api-keys/verify")
                                        .POST(BodyPublishers.ofString("{}"))));
                assertThat(write().statusCode()).isEqualTo(200);
            } finally {
                GATEWAY.querySide.forEach(Upstream::restart);
            }
            await().untilAsserted(() -> assertThat(read().statusCode()).isEqualTo(200));
        }

        @Test
        void that_is_too_slow_is_unavailable() {
            var isOver = new CountDownLatch(1);
            GATEWAY.commandSide.forEach(node ->
                    node.answers(exchange -> {
                        await().until(() -> isOver.getCount() == 0);
                        Upstream.answer(exchange);
                    }));

            assertUnavailable(write());
            isOver.countDown();
            assertThat(received(GATEWAY.commandSide)).isEqualTo(1);
        }
    }

    @Nested
    class The_gateway {

        @Test
        void is_ready_while_each_side_has_a_node_that_answers() {
            var answer = GATEWAY.send(GATEWAY.request("/ready").GET());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(status(answer, "command-side")).isEqualTo("UP");
            assertThat(status(answer, "query-side")).isEqualTo("UP");
        }

        @Test
        void names_the_side_that_it_misses() {
            GATEWAY.commandSide.forEach(Upstream::stop);
            try {
                var answer = GATEWAY.send(GATEWAY.request("/ready").GET());

                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(status(answer, "command-side")).isEqualTo("DOWN");
                assertThat(status(answer, "query-side")).isEqualTo("UP");
            } finally {
                GATEWAY.commandSide.forEach(Upstream::restart);
            }
        }

        @Test
        void is_alive_and_counts_whoever_is_away() {
            assertThat(GATEWAY.send(GATEWAY.request("/health").GET()).statusCode()).isEqualTo(200);
            assertThat(read().statusCode()).isEqualTo(200);
            assertThat(GATEWAY.send(GATEWAY.request("/metrics").GET()).body())
                    .contains("gateway_upstream_connections_used")
                    .contains("uri=\"/api/v1/tenants/{tenantId}\"");
        }

        private static String status(HttpResponse<String> answer, String side) {
            return json(answer).path("components").path(side).path("status").asString();
        }
    }

    private static void assertUnavailable(HttpResponse<String> answer) {
        assertProblem(answer, 503, "unavailable");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
    }

    private static HttpResponse<String> read() {
        return GATEWAY.send(GATEWAY.authorized(TENANT).GET());
    }

    private static HttpResponse<String> write() {
        return GATEWAY.send(GATEWAY.authorized(TENANTS).POST(BodyPublishers.ofString("{}")));
    }

    private static List<HttpResponse<String>> reads() {
        return Stream.generate(OutageTest::read).limit(ENOUGH_FOR_EACH_NODE).toList();
    }

    private static List<HttpResponse<String>> writes() {
        return Stream.generate(OutageTest::write).limit(ENOUGH_FOR_EACH_NODE).toList();
    }

    private static int received(List<Upstream> side) {
        return side.stream().mapToInt(node -> node.received().size()).sum();
    }
}
