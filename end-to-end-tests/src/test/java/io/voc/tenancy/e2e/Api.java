package io.voc.tenancy.e2e;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The REST interface as a caller uses it; as platform-admin unless told otherwise. An answer that
 * {@code openapi.yaml} does not allow fails the call.
 */
final class Api {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();

    private final String base;
    private final @Nullable String token;
    private final Map<String, String> headers;

    Api(int port) {
        this("http://127.0.0.1:" + port, Tokens.platformAdmin(), Map.of());
    }

    private Api(String base, @Nullable String token, Map<String, String> headers) {
        this.base = base;
        this.token = token;
        this.headers = headers;
    }

    /** An answer: its status, and its body as JSON. */
    record Answer(int status, JsonNode body, HttpResponse<String> response) {

        String code() {
            return body.path("code").asString();
        }

        String text(String field) {
            return body.path(field).asString();
        }

        long version() {
            return body.path("version").asLong();
        }

        /** A header's value, empty when there is none. */
        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** The pointer of every fault that a refusal names. */
        List<String> pointers() {
            return body.path("errors").findValuesAsString("pointer");
        }
    }

    Api as(String otherToken) {
        return new Api(base, otherToken, headers);
    }

    Api anonymous() {
        return new Api(base, null, headers);
    }

    /** The same caller, who sends this header with every request. */
    Api with(String header, String value) {
        var more = new HashMap<>(headers);
        more.put(header, value);
        return new Api(base, token, more);
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    Answer delete(String path, Object body) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .method("DELETE", BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    Answer post(String path, Object body) {
        return postText(path, JSON.writeValueAsString(body));
    }

    Answer postText(String path, String body) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
    }

    Answer put(String path, Object body) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    /** With a merge patch. */
    Answer patch(String path, Object body) {
        return patchText(path, JSON.writeValueAsString(body), "application/merge-patch+json");
    }

    Answer patchText(String path, String body, String mediaType) {
        return send(
                request(path)
                        .header("Content-Type", mediaType)
                        .method("PATCH", BodyPublishers.ofString(body)));
    }

    /** A request to be completed by the caller. */
    HttpRequest.Builder request(String path) {
        var request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
        headers.forEach(request::header);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    Answer send(HttpRequest.Builder request) {
        try {
            var response = HTTP.send(request.build(), BodyHandlers.ofString());
            var isJson =
                    response.headers()
                            .firstValue("Content-Type")
                            .filter(type -> type.contains("json"))
                            .isPresent();
            var body = isJson ? JSON.readTree(response.body()) : JSON.createObjectNode();
            Conformance.check(response, body);
            return new Answer(response.statusCode(), body, response);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String anySlug() {
        return "company-" + UUID.randomUUID().toString().substring(0, 13);
    }

    static Map<String, Object> company(String slug) {
        return Map.of(
                "slug",
                slug,
                "name",
                "A Company",
                "contactEmail",
                "ops@company.example",
                "region",
                "eu-central");
    }

    /** A new tenant's id. */
    String registeredTenant() {
        var answer = post("/api/v1/tenants", company(anySlug()));
        if (answer.status() != 201) {
            throw new IllegalStateException("not registered: " + answer);
        }
        return answer.text("id");
    }

    /** A new key of a tenant. */
    JsonNode issuedKey(String tenantId, String... scopes) {
        var answer =
                post(
                        "/api/v1/tenants/" + tenantId + "/api-keys",
                        Map.of("name", "A key", "scopes", List.of(scopes)));
        if (answer.status() != 201) {
            throw new IllegalStateException("not issued: " + answer);
        }
        return answer.body();
    }

    String verified(String key) {
        return post("/api/v1/api-keys/verify", Map.of("key", key)).text("result");
    }
}
