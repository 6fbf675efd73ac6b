package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An onboarding as whoever started it sees it. */
record Onboardings(Api api, JsonNode started) {

    static final String PATH = "/api/v1/onboardings";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A request for a company of this slug. */
    static Map<String, Object> request(String workflow, String slug) {
        return new HashMap<>(Map.of("workflow", workflow, "company", Api.company(slug)));
    }

    static Onboardings start(Api api, String workflow) {
        return start(api, request(workflow, Api.anySlug()));
    }

    static Onboardings start(Api api, Map<String, Object> request) {
        var answer = api.post(PATH, request);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        return new Onboardings(api, answer.body());
    }

    String id() {
        return started.path("id").asString();
    }

    String tenantId() {
        return started.path("tenantId").asString();
    }

    String keySecret() {
        return started.path("apiKey").path("secret").asString();
    }

    String path() {
        return PATH + "/" + id();
    }

    JsonNode read() {
        return api.get(path()).body();
    }

    JsonNode step(String name) {
        return read().path("steps")
                .valueStream()
                .filter(step -> step.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Api.Answer drive(String step, String how, Map<String, ?> body) {
        return api.post(path() + "/steps/" + step + "/" + how, body);
    }

    /** Undoes the step by hand, as soon as that is asked for. */
    void undo(String step) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> step(step).path("compensationAttempts").asInt() > 0);
        var undoing = step(step);
        var attempt =
                undoing.path("attempts").asInt() + undoing.path("compensationAttempts").asInt();
        assertThat(drive(step, "complete", Map.of("attempt", attempt)).status()).isEqualTo(200);
    }

    /** The codes with which replies on Kafka about it were refused, in order. */
    List<String> refusedReplies() {
        return read().path("log")
                .valueStream()
                .filter(line -> line.path("event").asString().equals("reply-refused"))
                .map(line -> line.path("code").asString())
                .toList();
    }

    Api.Answer cancel() {
        return api.post(path() + "/cancel", Map.of("reason", "changed its mind"));
    }

    Onboardings await(String status) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(read().path("status").asString())
                                .as(read().toString())
                                .isEqualTo(status));
        return this;
    }

    Onboardings await(String step, String status) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(step(step).path("status").asString())
                                .as(read().toString())
                                .isEqualTo(status));
        return this;
    }
}
