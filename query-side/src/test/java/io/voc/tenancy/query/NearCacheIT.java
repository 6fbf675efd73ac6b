package io.voc.tenancy.query;

import static io.voc.tenancy.query.Samples.registered;
import static io.voc.tenancy.query.Samples.tenantId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.eventstore.log.Feed;
import io.voc.tenancy.eventstore.log.LogSignal;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import javax.sql.DataSource;

/** On a real log and feed; what is cached is the number of the question. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NearCacheIT {

    private static final long ROOMY = 1 << 20;
    private static final Duration LONG = Duration.ofSeconds(30);

    private final AtomicInteger questions = new AtomicInteger();
    private final AtomicReference<Runnable> whileReading = new AtomicReference<>(() -> {});

    @SuppressWarnings("NullAway.Init") // set before all
    private QuerySideNode node;

    @SuppressWarnings("NullAway.Init") // set before all
    private Feed feed;

    @BeforeAll
    void start() {
        node = QuerySideNode.start();
        feed = following();
    }

    @AfterAll
    void stop() {
        feed.close();
        node.close();
    }

    /** A feed of this test's own, as the node's must go on. */
    private Feed following() {
        var own = new Feed(node.bean(DataSource.class), new LogSignal());
        own.start();
        await().until(() -> own.applied() >= 0);
        return own;
    }

    private NearCache<String, Integer> cache(Feed of, long bytes) {
        var cache = new NearCache<String, Integer>(of, bytes, _ -> 0, _ -> primary());
        of.listen(event -> cache.changed(event.tenantId(), event.position()));
        return cache;
    }

    private NearCache.Loaded<Integer> primary() {
        var asOf = node.head();
        whileReading.get().run();
        return new NearCache.Loaded<>(asOf, Optional.of(questions.incrementAndGet()));
    }

    private static Asked now() {
        return new Asked(System.nanoTime(), 0);
    }

    @Test
    void what_is_known_is_asked_once() {
        var cache = cache(feed, ROOMY);
        var id = tenantId();

        var first = cache.get(id, now());
        var second = cache.get(id, now());

        assertThat(second.value()).isEqualTo(first.value());
        assertThat(cache.counts().hits()).isEqualTo(1);
        assertThat(cache.counts().loads()).isEqualTo(1);
    }

    @Test
    void what_an_event_changes_is_asked_again() throws Exception {
        var cache = cache(feed, ROOMY);
        var id = tenantId();
        var other = tenantId();
        var before = cache.get(id, now()).value();
        var untouched = cache.get(other, now()).value();

        node.append(id, 0, registered(id));

        assertThat(feed.await(node.head(), LONG)).isTrue();
        assertThat(cache.get(id, now()).value()).isNotEqualTo(before);
        assertThat(cache.get(other, now()).value()).isEqualTo(untouched);
    }

    @Test
    void what_was_read_before_an_event_and_arrives_after_it_is_not_kept() {
        var cache = cache(feed, ROOMY);
        var id = tenantId();
        whileReading.set(() -> {
            node.append(id, 0, registered(id));
            await().atMost(LONG).until(() -> feed.applied() >= node.head());
        });
        var stale = cache.get(id, now()).value();
        whileReading.set(() -> {});

        var fresh = cache.get(id, now()).value();

        assertThat(fresh).isNotEqualTo(stale);
        assertThat(cache.counts().discards()).isEqualTo(1);
        assertThat(cache.get(id, now()).value()).isEqualTo(fresh);
    }

    @Test
    void what_was_read_after_an_event_that_is_told_later_is_kept() {
        var own = new Feed(node.bean(DataSource.class), new LogSignal());
        try {
            var cache = cache(own, ROOMY);
            own.start();
            await().until(() -> own.applied() >= 0);
            var id = tenantId();
            node.append(id, 0, registered(id));
            var read = cache.get(id, now()).value();

            await().atMost(LONG).until(() -> own.applied() >= node.head());

            assertThat(cache.get(id, now()).value()).isEqualTo(read);
        } finally {
            own.close();
        }
    }

    @Test
    void many_who_ask_at_once_wait_for_one_question() {
        var cache = cache(feed, ROOMY);
        var id = tenantId();
        var callers = 64;
        var release = new CountDownLatch(1);
        whileReading.set(() -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asking =
                    IntStream.range(0, callers)
                            .mapToObj(_ ->
                                    CompletableFuture.supplyAsync(
                                            () -> cache.get(id, now()).value(), threads))
                            .toList();
            await().until(() -> cache.counts().joins() == callers - 1);
            release.countDown();
            assertThat(asking.stream().map(CompletableFuture::join).distinct()).hasSize(1);
        } finally {
            whileReading.set(() -> {});
        }
        assertThat(cache.counts().loads()).isEqualTo(1);
    }

    @Test
    void a_failure_is_told_to_all_who_wait_and_not_remembered() {
        var cache = cache(feed, ROOMY);
        var id = tenantId();
        whileReading.set(() -> {
            throw new IllegalStateException("the primary is away");
        });
        assertThatThrownBy(() -> cache.get(id, now())).hasMessage("the primary is away");
        whileReading.set(() -> {});

        assertThat(cache.get(id, now()).value()).isPresent();
    }

    @Test
    void while_the_feed_stands_still_the_primary_is_asked_again_after_the_bound() {
        var own = following();
        var cache = cache(own, ROOMY);
        var id = tenantId();
        var known = cache.get(id, now()).value();
        own.close();
        await().until(() -> !Feed.isFresh(own.proof(), Asked.BOUND));

        await().atMost(LONG)
                .untilAsserted(() -> assertThat(cache.get(id, now()).value()).isNotEqualTo(known));

        // an answer of the primary is as good as the feed's word, for as long
        var loads = cache.counts().loads();
        cache.get(id, now());
        assertThat(cache.counts().loads()).isEqualTo(loads);
    }

    @Test
    void before_the_feed_begins_nothing_is_kept() {
        var unstarted = new Feed(node.bean(DataSource.class), new LogSignal());
        var cache = cache(unstarted, ROOMY);
        var id = tenantId();

        assertThat(cache.get(id, now()).value()).isNotEqualTo(cache.get(id, now()).value());
    }

    @Test
    void an_answer_includes_the_position_that_is_asked_for() {
        var own = following();
        var cache = cache(own, ROOMY);
        var id = tenantId();
        cache.get(id, now());
        own.close(); // it will not hear of the event
        node.append(id, 0, registered(id));

        var written = cache.get(id, new Asked(System.nanoTime(), node.head()));

        assertThat(written.asOf()).isEqualTo(node.head());
        assertThatThrownBy(() -> cache.get(id, new Asked(System.nanoTime(), node.head() + 1)))
                .isInstanceOf(Rejection.class);
    }

    @Test
    void the_entries_stay_within_their_bytes() {
        var bytes = 100_000L;
        var cache = new NearCache<Integer, Integer>(feed, bytes, _ -> 1_000, _ -> primary());

        IntStream.range(0, 1_000).forEach(key -> cache.get(key, now()));
        cache.settle();

        assertThat(cache.bytes()).isBetween(bytes / 2, bytes);
    }
}
