package io.voc.tenancy.kit;

import static io.voc.tenancy.kit.EdgeProcess.TENANT;
import static io.voc.tenancy.kit.EdgeProcess.assertProblem;
import static io.voc.tenancy.kit.EdgeProcess.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpRequest.BodyPublishers;

/** What every request meets before an operation does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EdgeTest {

    private static final String OTHER_TENANT = "ten_01h455vb4pex5vsknk084sn02r";

    private final EdgeProcess process = new EdgeProcess();

    @AfterAll
    void stop() {
        process.close();
    }

    @Nested
    class A_request_without_a_good_token {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/api/v1/tenants/" + TENANT,
                    "/api/v1/nothing",
                    "/nothing",
                    "/",
                    "/.well-known/oauth-protected-resource",
                    "/.well-known/oauth-protected-resource/api/v1/tenants"
                })
        void is_not_answered_whatever_it_asks_for(String path) {
            var answer = process.send(process.request(path).GET());

            assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
            assertProblem(answer, 401, "unauthenticated");
        }

        @ParameterizedTest
        @ValueSource(strings = {"Bearer nonsense", "Basic YTpi", "Bearer", "nonsense"})
        void is_not_answered_whatever_it_carries(String authorization) {
            var answer =
                    process.send(
                            process.request("/api/v1/tenants/" + TENANT)
                                    .header("Authorization", authorization)
                                    .GET());

            assertProblem(answer, 401, "unauthenticated");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/health", "/metrics"})
        void is_answered_about_the_process_itself(String path) {
            assertThat(process.send(process.request(path).GET()).statusCode()).isEqualTo(200);
        }
    }

    @Nested
    class A_request_with_a_token {

        @Test
        void reaches_an_operation_that_is_for_its_role() {
            var answer =
                    process.send(process.as("platform-auditor", "/api/v1/tenants/" + TENANT).GET());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(json(answer).path("id").asString()).isEqualTo(TENANT);
        }

        @Test
        void is_refused_where_its_role_is_not_named() {
            var answer =
                    process.send(
                            process.as("platform-auditor", "/api/v1/tenants")
                                    .POST(BodyPublishers.ofString("{}")));

            assertProblem(answer, 403, "forbidden");
        }

        @Test
        void of_a_tenant_reaches_its_own() {
            var answer =
                    process.send(process.as("tenant-viewer", "/api/v1/tenants/" + TENANT).GET());

            assertThat(answer.statusCode()).isEqualTo(200);
        }

        @Test
        void of_a_tenant_finds_no_other() {
            var answer =
                    process.send(
                            process.as("tenant-viewer", "/api/v1/tenants/" + OTHER_TENANT).GET());

            assertProblem(answer, 404, "not-found");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/api/v1/nothing", "/api/v1/tenants/x/nothing", "/nothing", "/"})
        void finds_nothing_where_nothing_is(String path) {
            var answer = process.send(process.as("platform-admin", path).GET());

            assertProblem(answer, 404, "not-found");
        }

        @Test
        void may_ask_for_the_head_alone() {
            var answer =
                    process.send(
                            process.as("platform-auditor", "/api/v1/tenants/" + TENANT)
                                    .method("HEAD", BodyPublishers.noBody()));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
        }

        @Test
        void asks_for_the_head_no_more_freely_than_for_the_whole() {
            var answer =
                    process.send(
                            process.as("tenant-viewer", "/api/v1/tenants/" + OTHER_TENANT)
                                    .method("HEAD", BodyPublishers.noBody()));

            assertThat(answer.statusCode()).isEqualTo(404);
        }

        @Test
        void is_told_which_methods_a_path_has() {
            var answer =
                    process.send(
                            process.as("platform-admin", "/api/v1/tenants")
                                    .method("OPTIONS", BodyPublishers.noBody()));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Allow")).hasValue("POST,OPTIONS");
        }

        @Test
        void is_told_when_a_path_has_other_methods_only() {
            var answer = process.send(process.as("platform-admin", "/api/v1/tenants").DELETE());

            assertThat(answer.headers().firstValue("Allow")).hasValue("POST");
            assertProblem(answer, 405, "method-not-allowed");
        }

        @Test
        void is_told_so_too_of_a_method_that_the_server_has_for_no_path() {
            var answer =
                    process.send(
                            process.as("platform-admin", "/api/v1/tenants")
                                    .method("TRACE", BodyPublishers.noBody()));

            assertThat(answer.headers().firstValue("Allow")).isPresent();
            assertProblem(answer, 405, "method-not-allowed");
        }
    }

    @Nested
    class An_answer {

        @Test
        void carries_the_ids_of_its_request() {
            var answer =
                    process.send(
                            process.as("platform-admin", "/api/v1/nothing")
                                    .header("X-Correlation-Id", "order-4711")
                                    .GET());

            assertThat(answer.headers().firstValue("X-Correlation-Id")).hasValue("order-4711");
            assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
            assertThat(json(answer).path("traceId").asString()).isEqualTo("order-4711");
        }

        @Test
        void without_a_token_carries_them_too() {
            var answer =
                    process.send(
                            process.request("/").header("X-Correlation-Id", "order-4711").GET());

            assertThat(json(answer).path("traceId").asString()).isEqualTo("order-4711");
        }
    }
}
