package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import tools.jackson.databind.JsonNode;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** Clients that use up one limit, and know what they were granted. */
final class UsageClients {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int LARGEST = 7;
    private static final int REPEATED = 10;
    private static final int BATCH = 1_000;

    private final Used tenant;
    private final Queue<Granted> grants = new ConcurrentLinkedQueue<>();
    private final LongAdder sum = new LongAdder();

    private record Granted(long amount, String requestId, Api.Answer answer) {}

    UsageClients(Used tenant) {
        this.tenant = tenant;
    }

    /** How much was granted so far. */
    long granted() {
        return sum.sum();
    }

    /** One after another, until one is refused; each tenth is sent twice. */
    void useUp(int client) {
        var amount = 1 + client % LARGEST;
        var isRefused = false;
        for (int i = 0; !isRefused; i++) {
            var requestId = UUID.randomUUID().toString();
            var answer = answered(amount, requestId);
            isRefused = answer.status() != 200;
            if (isRefused) {
                assertThat(answer.code()).isEqualTo("quota-exceeded");
            } else {
                grants.add(new Granted(amount, requestId, answer));
                sum.add(amount);
            }
            if (!isRefused && i % REPEATED == 0) {
                assertThat(answered(amount, requestId).body()).isEqualTo(answer.body());
            }
        }
    }

    /** Passes if every request that was granted is told the same again. */
    void assertKnown() {
        var known = grants.stream().toList();
        for (int from = 0; from < known.size(); from += BATCH) {
            var part = known.subList(from, Math.min(known.size(), from + BATCH));
            var records =
                    part.stream()
                            .map(grant -> tenant.calls(grant.amount(), grant.requestId()))
                            .toList();
            var answer = tenant.api().post("/api/v1/usage/batch", Map.of("records", records));
            assertThat(answer.body().path("results").valueStream().map(UsageClients::told))
                    .containsExactlyElementsOf(
                            part.stream().map(grant -> told(grant.answer().body())).toList());
        }
    }

    private static String told(JsonNode answer) {
        return answer.path("granted") + " " + answer.path("used") + " " + answer.path("remaining");
    }

    /** Again with the same id, until there is an answer that is no failure. */
    private Api.Answer answered(long amount, String requestId) {
        return await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> tried(amount, requestId), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<Api.Answer> tried(long amount, String requestId) {
        try {
            return Optional.of(tenant.consume(amount, requestId))
                    .filter(answer -> answer.status() < 500);
        } catch (UncheckedIOException _) {
            return Optional.empty();
        }
    }
}
