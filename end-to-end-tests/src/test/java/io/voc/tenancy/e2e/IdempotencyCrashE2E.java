package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/**
 * Kills what answers again and again, while clients send each request under a key of its own until
 * they have its answer. With {@code -Pendurance} for long, and on the standalone shape too.
 */
class IdempotencyCrashE2E {

    private static final String TENANTS = "/api/v1/tenants";
    private static final Map<String, Object> KEY =
            Map.of("name", "A key", "scopes", List.of("config:read"));
    private static final int ROUNDS = Boolean.getBoolean("endurance") ? 50 : 3;
    private static final int CLIENTS = 6;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final String prefix = Api.anySlug();
    private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isOver = new AtomicBoolean();

    /** A request, and what its client was answered in the end. */
    private record Sent(Keyed keyed, String path, Object body, Api.Answer answer) {}

    /** Kills and, unless that happens by itself, starts again. */
    private interface Kill {
        void now() throws InterruptedException;
    }

    @Test
    @Tag("separate")
    void when_a_node_is_killed_each_request_is_done_once() throws Exception {
        var installation = Standalone.shared();

        sendWhile(
                installation,
                () -> {
                    await().atMost(PATIENCE)
                            .until(() -> !installation.inner("command-side").isEmpty());
                    installation.kill("command-side");
                });

        awaitAllReady(installation);
        assertDoneOnce(installation);
    }

    @Test
    @Tag("standalone")
    @Tag("endurance")
    void when_the_process_is_killed_each_request_is_done_once() throws Exception {
        try (var installation = Standalone.own()) {
            installation.start();

            sendWhile(
                    installation,
                    () -> {
                        installation.kill();
                        installation.start();
                    });

            assertDoneOnce(installation);
        }
    }

    private void sendWhile(Standalone installation, Kill kill) throws InterruptedException {
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var sending =
                    IntStream.range(0, CLIENTS)
                            .mapToObj(client ->
                                    clients.submit(() -> send(installation.api(), client)))
                            .toList();
            try {
                for (int round = 0; round < ROUNDS; round++) {
                    int enough = sent.size() + ThreadLocalRandom.current().nextInt(10, 100);
                    await().atMost(PATIENCE)
                            .pollInterval(Duration.ofMillis(5))
                            .until(() -> sent.size() >= enough);
                    kill.now();
                }
            } finally {
                isOver.set(true);
            }
            sending.forEach(AtOnce::result);
        }
    }

    private void send(Api api, int client) {
        for (int i = 0; !isOver.get(); i++) {
            var slug = prefix + "-" + client + "-" + i;
            var tenant = answered(api, TENANTS, Api.company(slug));
            answered(api, TENANTS + "/" + tenant.text("id") + "/api-keys", KEY);
        }
    }

    private Api.Answer answered(Api api, String path, Object body) {
        var keyed = new Keyed(api);
        var answer =
                await().atMost(PATIENCE)
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(10))
                        .until(() -> tried(keyed, path, body), Optional::isPresent)
                        .orElseThrow();
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(201);
        sent.add(new Sent(keyed, path, body, answer));
        return answer;
    }

    /** The answer, unless it is lost, or is to come again. */
    private static Optional<Api.Answer> tried(Keyed keyed, String path, Object body) {
        try {
            return Optional.of(keyed.postUntilAnswered(path, body))
                    .filter(answer -> answer.status() < 500);
        } catch (UncheckedIOException _) {
            return Optional.empty();
        }
    }

    private static void awaitAllReady(Standalone installation) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() ->
                        assertThat(installation.inner("command-side"))
                                .hasSize(2)
                                .allSatisfy(node ->
                                        assertThat(node.anonymous().get("/ready").status())
                                                .isEqualTo(200)));
    }

    private void assertDoneOnce(Standalone installation) {
        assertThat(sent)
                .hasSizeGreaterThan(ROUNDS * 10)
                .allSatisfy(request ->
                        Keyed.assertReplayed(
                                request.keyed().postUntilAnswered(request.path(), request.body()),
                                request.answer()));
        var database = new Database(installation);
        assertThat(
                        database.texts(
                                "SELECT payload ->> 'slug' FROM event_store.readable_event"
                                        + " WHERE payload ->> 'slug' LIKE ?",
                                prefix + "%"))
                .containsExactlyInAnyOrderElementsOf(slugs());
        assertThat(
                        database.number(
                                "SELECT count(*) FROM event_store.event JOIN command.slug"
                                        + " USING (tenant_id) WHERE slug LIKE ?",
                                prefix + "%"))
                .isEqualTo(sent.size());
        assertThat(secrets())
                .allSatisfy(secret ->
                        assertThat(installation.api().verified(secret)).isEqualTo("VALID"));
    }

    private List<String> slugs() {
        return texts("slug");
    }

    private List<String> secrets() {
        return texts("secret");
    }

    private List<String> texts(String field) {
        return sent.stream()
                .map(request -> request.answer().text(field))
                .filter(text -> !text.isEmpty())
                .toList();
    }
}
