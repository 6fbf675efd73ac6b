package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Someone who sends requests under an idempotency key. */
record Keyed(Api api, String key) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** New for each answer, replayed or not. */
    private static final Set<String> OF_EACH_ANSWER =
            Set.of("date", "x-request-id", "x-correlation-id", "idempotency-replayed");

    /** With a key that nobody has used. */
    Keyed(Api api) {
        this(api, UUID.randomUUID().toString());
    }

    /** The same key, sent by another or elsewhere. */
    Keyed by(Api other) {
        return new Keyed(other, key);
    }

    Api.Answer post(String path, Object body) {
        return api.send(posting(path, body));
    }

    Api.Answer postIfMatch(String path, String tag, Object body) {
        return api.send(posting(path, body).header("If-Match", tag));
    }

    Api.Answer put(String path, Object body) {
        return api.send(request(path).PUT(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    Api.Answer delete(String path) {
        return api.send(request(path).DELETE());
    }

    /** Again while it is told that the same request is still running. */
    Api.Answer postUntilAnswered(String path, Object body) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(
                        () -> post(path, body),
                        answer -> !answer.code().equals("idempotency-in-flight"));
    }

    static boolean isReplayed(Api.Answer answer) {
        return answer.response().headers().firstValue("Idempotency-Replayed").isPresent();
    }

    /** Passes if one answer is the other one given again, byte for byte. */
    static void assertReplayed(Api.Answer replay, Api.Answer first) {
        assertThat(isReplayed(replay)).as(replay.response().body()).isTrue();
        assertSame(replay, first);
    }

    static void assertSame(Api.Answer one, Api.Answer other) {
        assertThat(one.status()).as(one.response().body()).isEqualTo(other.status());
        assertThat(one.response().body()).isEqualTo(other.response().body());
        assertThat(headers(one)).isEqualTo(headers(other));
    }

    private HttpRequest.Builder posting(String path, Object body) {
        return request(path).POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return api.request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key);
    }

    private static Map<String, List<String>> headers(Api.Answer answer) {
        var headers = new TreeMap<>(answer.response().headers().map());
        headers.keySet().removeAll(OF_EACH_ANSWER);
        return headers;
    }
}
