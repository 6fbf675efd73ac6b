package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The harness itself sees what a service does wrong: one that says whatever it is told to. */
class OpenApiTest {

    private static final String PAGE = "{\"items\": []}";
    private static final String KEY_PATH = "/api/v1/tenants/x/api-keys/y";
    private static final String KEY =
            """
            {"id": "key_01kawy9v2de5s9xbc1s2kq3m4n", "tenantId": "ten_1", "name": "A key", "allowedCidrs": [], "metadata": {},
             "prefix": "tm_live_0XWj", "last4": "abcd", "scopes": [], "environment": "live",
             "status": "ACTIVE", "createdAt": "2026-11-23T06:14:28.349Z", "version": 1%s}
            """;
    private static final Map<String, String> TAGGED = Map.of("ETag", "\"1\"");
    private static final String PROBLEM =
            """
            {"type": "urn:x", "title": "Not found", "status": 404, "detail": "There is no tenant",
             "code": "not-found", "traceId": "1"}
            """;

    private final HttpServer server;
    private final Map<String, String> headers =
            new HashMap<>(
                    Map.of(
                            "X-Request-Id", "1",
                            "X-Correlation-Id", "1",
                            "Content-Type", "application/json; charset=UTF-8"));

    OpenApiTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void an_answer_as_documented_has_no_fault() {
        assertThat(faultsOf("/api/v1/tenants", 200, PAGE)).isEmpty();
    }

    @Test
    void a_status_that_is_not_documented_is_one() {
        assertThat(faultsOf("/api/v1/tenants", 418, PAGE))
                .containsExactly("the status is not documented");
        assertThat(faultsOf("/api/v1/nowhere", 200, PAGE))
                .containsExactly("the status is not documented");
    }

    @Test
    void a_missing_header_is_one() {
        headers.remove("X-Request-Id");

        assertThat(faultsOf("/api/v1/tenants", 200, PAGE))
                .containsExactly("there is no header X-Request-Id");
    }

    @Test
    void a_header_with_a_value_that_it_can_not_have_is_one() {
        headers.putAll(TAGGED);
        assertThat(faultsOf(KEY_PATH, 200, KEY.formatted(""))).isEmpty();

        headers.put("ETag", "1");

        assertThat(faultsOf(KEY_PATH, 200, KEY.formatted("")))
                .hasSize(2)
                .allSatisfy(fault -> assertThat(fault).contains("ETag"));
    }

    @Test
    void an_entity_tag_that_is_not_the_version_is_one() {
        headers.put("ETag", "\"2\"");

        assertThat(faultsOf(KEY_PATH, 200, KEY.formatted("")))
                .containsExactly("the ETag is not the version \"1\"");
    }

    @Test
    void a_body_where_there_is_to_be_none_is_one() {
        headers.putAll(TAGGED);
        assertThat(faultsOf(KEY_PATH, 304, "")).hasSize(1); // for its media type
        headers.remove("Content-Type");
        assertThat(faultsOf(KEY_PATH, 304, "")).isEmpty();
    }

    @Test
    void another_media_type_is_one() {
        headers.put("Content-Type", "text/html");

        assertThat(faultsOf("/api/v1/tenants", 200, PAGE))
                .containsExactly("the media type text/html is not documented");
    }

    @Test
    void a_field_that_is_missing_unknown_or_wrong_is_one() {
        assertThat(faultsOf("/api/v1/tenants", 200, "{}")).hasSize(1);
        assertThat(faultsOf("/api/v1/tenants", 200, "{\"items\": [], \"colour\": 1}")).hasSize(1);
        assertThat(faultsOf("/api/v1/tenants", 200, "{\"items\": {}}")).hasSize(1);
    }

    @Test
    void a_secret_where_none_may_be_is_one() {
        headers.putAll(TAGGED);

        assertThat(faultsOf(KEY_PATH, 200, KEY.formatted(""))).isEmpty();
        assertThat(faultsOf(KEY_PATH, 200, KEY.formatted(", \"secret\": \"tm_live_\"")))
                .singleElement()
                .asString()
                .contains("secret");
    }

    @Test
    void a_code_that_is_not_documented_is_one() {
        headers.put("Content-Type", "application/problem+json");

        assertThat(faultsOf("/api/v1/tenants/x", 404, PROBLEM)).isEmpty();
        assertThat(faultsOf("/api/v1/tenants/x", 404, PROBLEM.replace("not-found", "nowhere")))
                .hasSize(1);
    }

    @Test
    void a_path_without_variables_goes_before_one_with() {
        assertThat(OpenApi.operation("POST", "/api/v1/api-keys/verify").id())
                .isEqualTo("verifyApiKey");
        assertThat(OpenApi.operation("HEAD", "/api/v1/tenants/x").id()).isEqualTo("getTenant");
        assertThat(OpenApi.operation("GET", "/api/v1/tenants/").id()).isEqualTo("none");
    }

    private List<String> faultsOf(String path, int status, String body) {
        server.createContext(
                path,
                exchange -> {
                    headers.forEach(exchange.getResponseHeaders()::set);
                    exchange.sendResponseHeaders(status, status == 304 ? -1 : 0);
                    if (status != 304) {
                        exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
                    }
                    exchange.close();
                });
        var uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
            return OpenApi.operation("GET", path)
                    .faultsOf(answer, JsonMapper.shared().readTree(answer.body()));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            server.removeContext(path);
        }
    }
}
