package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Many watch at one node while configurations change at a steady rate. With {@code -Pendurance} as
 * many, as fast and as quick as promised.
 */
class ManyWatchersE2E {

    private static final boolean IS_IN_FULL = Boolean.getBoolean("endurance");
    private static final int WATCHERS = IS_IN_FULL ? 2_000 : 200;
    private static final int TENANTS = IS_IN_FULL ? 100 : 20;
    private static final int CHANGES_PER_SECOND = IS_IN_FULL ? 200 : 50;
    private static final int CHANGES_OF_EACH = IS_IN_FULL ? 75 : 10;

    /** Slower and not counted: what no process has done yet takes it many times as long. */
    private static final int FIRST_CHANGES_OF_EACH = IS_IN_FULL ? 30 : 2;

    private static final int FIRST_CHANGES_PER_SECOND = IS_IN_FULL ? 60 : 20;

    /** Judged in full runs alone: short ones share the machine with whatever else is tested. */
    private static final Duration P99 = Duration.ofMillis(100);

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Standalone installation = Standalone.shared();
    private final Api api = installation.api();
    private final List<String> nodes = Lookups.ports(installation);
    private final List<String> tenants =
            IntStream.range(0, TENANTS).mapToObj(_ -> api.registeredTenant()).toList();

    /** When each version was answered to its writer, by tenant and version. */
    private final Map<String, Long> written = new ConcurrentHashMap<>();

    @Test
    void each_sees_every_version_in_order_and_soon() throws Exception {
        var watching =
                IntStream.range(0, WATCHERS)
                        .mapToObj(i ->
                                new ResumingWatcher(
                                        List.of(nodes.getFirst()), tenants.get(i % TENANTS)))
                        .toList();
        watching.forEach(watcher -> watcher.awaitVersion(0, PATIENCE));

        change(1, FIRST_CHANGES_OF_EACH, FIRST_CHANGES_PER_SECOND);
        change(FIRST_CHANGES_OF_EACH + 1, CHANGES_OF_EACH, CHANGES_PER_SECOND);

        assertAllSeen(watching);
        assertThat(watching).allSatisfy(watcher -> assertThat(watcher.ends()).isEmpty());
        var delays =
                watching.stream()
                        .flatMap(watcher ->
                                watcher
                                        .delays(
                                                FIRST_CHANGES_OF_EACH,
                                                version -> written.get(watcher.tenant() + version))
                                        .stream())
                        .sorted()
                        .toList();
        var p99 = Duration.ofNanos(delays.get(delays.size() * 99 / 100));
        System.out.printf(
                "%d watchers, %d changes: p50 %d ms, p99 %d ms%n",
                WATCHERS,
                TENANTS * (CHANGES_OF_EACH - FIRST_CHANGES_OF_EACH),
                Duration.ofNanos(delays.get(delays.size() / 2)).toMillis(),
                p99.toMillis());
        if (IS_IN_FULL) {
            assertThat(p99).isLessThanOrEqualTo(P99);
        }
        watching.forEach(ResumingWatcher::close);
    }

    @Test
    @Tag("separate")
    void when_their_node_is_killed_they_resume_at_another_without_a_gap() throws Exception {
        var watching =
                IntStream.range(0, WATCHERS)
                        .mapToObj(i -> new ResumingWatcher(nodes, tenants.get(i % TENANTS)))
                        .toList();
        watching.forEach(watcher -> watcher.awaitVersion(0, PATIENCE));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var changing =
                    threads.submit(() -> change(1, CHANGES_OF_EACH, FIRST_CHANGES_PER_SECOND));
            await().atMost(PATIENCE).until(() -> written.size() > TENANTS);

            installation.kill("query-side");

            changing.get();
        }

        assertAllSeen(watching);
        assertThat(watching).anySatisfy(it -> assertThat(it.ends()).isNotEmpty());
        watching.forEach(ResumingWatcher::close);
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() ->
                        assertThat(installation.inner("query-side"))
                                .hasSize(2)
                                .allSatisfy(node ->
                                        assertThat(node.anonymous().get("/ready").status())
                                                .isEqualTo(200)));
    }

    private static void assertAllSeen(List<ResumingWatcher> watching) {
        var all = LongStream.rangeClosed(0, CHANGES_OF_EACH).boxed().toList();
        assertThat(watching)
                .allSatisfy(watcher -> {
                    watcher.awaitVersion(CHANGES_OF_EACH, PATIENCE);
                    assertThat(watcher.versions()).containsExactlyElementsOf(all);
                });
    }

    /** Changes all in turn at a steady rate, until each has had these changes. */
    private Void change(int first, int last, int perSecond) throws InterruptedException {
        var between = Duration.ofSeconds(1).toNanos() / perSecond;
        var failed = new AtomicInteger();
        var begun = System.nanoTime();
        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < TENANTS * (last - first + 1); i++) {
                LockSupport.parkNanos(begun + i * between - System.nanoTime());
                var tenant = tenants.get(i % TENANTS);
                var version = i / TENANTS + first;
                writers.execute(() -> failed.addAndGet(change(tenant, version) ? 0 : 1));
            }
        }
        assertThat(failed).hasValue(0);
        return null;
    }

    private boolean change(String tenant, int version) {
        var answer =
                api.put(
                        "/api/v1/tenants/" + tenant + "/config",
                        Lookups.named(tenant + " " + version + " " + System.nanoTime()));
        written.put(tenant + answer.version(), System.nanoTime());
        return answer.status() == 200;
    }
}
