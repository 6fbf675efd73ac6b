package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.Refusals.assertRefused;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.stream.Stream;

class RefusedBodiesE2E {

    private static final String UNKNOWN = "ten_00000000000000000000000000";

    private final Standalone standalone = Standalone.shared();
    private final Api api = standalone.api();

    @Test
    void with_unknown_fields_and_wrong_types_are_refused_with_every_fault() {
        var slug = Api.anySlug();

        var answer =
                api.postText(
                        "/api/v1/tenants",
                        """
                        {"slug": "%s", "name": 7, "contactEmail": "nowhere", "colour": "blue"}
                        """
                                .formatted(slug));

        assertRefused(answer, 400, "validation-failed");
        assertThat(answer.body().path("errors").findValuesAsString("pointer"))
                .containsExactlyInAnyOrder("/name", "/contactEmail", "/colour", "/region");
        assertThat(api.post("/api/v1/tenants", Api.company(slug)).status())
                .as("nothing was written, so the slug is free")
                .isEqualTo(201);
    }

    @ParameterizedTest
    @MethodSource("unreadableBodies")
    void that_are_no_json_are_refused(String body) {
        assertRefused(api.postText("/api/v1/tenants", body), 400, "validation-failed");
    }

    @ParameterizedTest
    @MethodSource("slugs")
    void with_a_malformed_slug_are_refused(String slug) {
        var answer = api.post("/api/v1/tenants", Api.company(slug));

        assertRefused(answer, 400, "validation-failed");
        assertThat(answer.body().path("errors").findValuesAsString("pointer"))
                .containsOnly("/slug");
    }

    @Test
    void over_1_mib_are_refused_whether_their_length_is_announced_or_not() {
        var large = "{\"name\": \"" + "x".repeat(2 * 1024 * 1024) + "\"}";

        var announced = api.postText("/api/v1/tenants", large);
        var chunked =
                api.send(
                        api.request("/api/v1/tenants")
                                .header("Content-Type", "application/json")
                                .POST(
                                        BodyPublishers.ofInputStream(() ->
                                                new java.io.ByteArrayInputStream(
                                                        large.getBytes(
                                                                java.nio.charset.StandardCharsets
                                                                        .UTF_8)))));

        assertRefused(announced, 413, "body-too-large");
        assertRefused(chunked, 413, "body-too-large");
    }

    @Test
    void of_another_media_type_are_refused() {
        var answer =
                api.send(
                        api.request("/api/v1/tenants")
                                .header("Content-Type", "text/plain")
                                .POST(BodyPublishers.ofString("hello")));

        assertRefused(answer, 415, "unsupported-media-type");
    }

    @Test
    void other_than_json_are_refused_before_anything_is_stored() {
        var slug = Api.anySlug();

        var answer =
                api.send(
                        api.request("/api/v1/tenants")
                                .header("Content-Type", "application/json")
                                .header("Accept", "text/csv")
                                .POST(BodyPublishers.ofString(json(Api.company(slug)))));

        assertRefused(answer, 406, "not-acceptable");
        assertThat(api.post("/api/v1/tenants", Api.company(slug)).status())
                .as("nothing was written, so the slug is free")
                .isEqualTo(201);
    }

    @Test
    void that_a_library_would_understand_are_no_part_of_the_contract() {
        var yaml =
                api.send(
                        api.request("/api/v1/tenants")
                                .header("Content-Type", "application/yaml")
                                .POST(BodyPublishers.ofString("slug: acme")));
        var multipart =
                api.send(
                        api.request("/api/v1/tenants")
                                .header("Content-Type", "multipart/form-data; boundary=x")
                                .POST(BodyPublishers.ofString("--x--")));
        var form =
                api.anonymous()
                        .send(
                                api.anonymous()
                                        .request("/api/v1/tenants/" + UNKNOWN)
                                        .header("Content-Type", "application/x-www-form-urlencoded")
                                        .PUT(
                                                BodyPublishers.ofString(
                                                        "a=" + "x".repeat(3 * 1024 * 1024))));

        assertRefused(yaml, 415, "unsupported-media-type");
        assertRefused(multipart, 415, "unsupported-media-type");
        assertRefused(form, 413, "body-too-large");
    }

    private static String json(Object value) {
        return tools.jackson.databind.json.JsonMapper.builder().build().writeValueAsString(value);
    }

    static Stream<String> unreadableBodies() {
        return Stream.of(
                "",
                "{",
                "[]",
                "null",
                "\"text\"",
                "{\"slug\": \"a\"} {}",
                "{\"slug\": \"a\", \"slug\": \"b\"}");
    }

    static Stream<String> slugs() {
        return Stream.of(
                "ab", "a".repeat(64), "-abc", "abc-", "a--b", "Abc", "a_b", "a b", "äbc", "abc\n");
    }
}
