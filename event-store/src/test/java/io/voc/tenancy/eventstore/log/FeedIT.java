package io.voc.tenancy.eventstore.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voc.tenancy.eventstore.TestLog;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

class FeedIT {

    private static final Duration BOUND = Duration.ofMillis(500);
    private static final Duration FREEZE = Duration.ofSeconds(5);

    private final TestLog log = new TestLog();
    private final Appender appender = new Appender(log.pool(), Clock.systemUTC(), () -> {});

    @AfterEach
    void stop() {
        appender.close();
        log.close();
    }

    @Test
    void follows_the_log_from_now_on_and_knows_how_far_it_is() throws Exception {
        append();
        var seen = new ConcurrentLinkedQueue<Long>();
        try (var feed = new Feed(log.pool(), new LogSignal())) {
            feed.listen(event -> seen.add(event.position()));
            feed.start();
            assertThat(feed.await(1, Duration.ofSeconds(5))).isTrue();

            append();
            var last = append();

            assertThat(feed.await(last, Duration.ofSeconds(5))).isTrue();
            assertThat(seen).containsExactly(2L, 3L);
            assertThat(feed.await(last + 1, Duration.ofMillis(50))).isFalse();
        }
    }

    @Test
    void settles_for_what_is_acknowledged_here() throws Exception {
        var signal = new LogSignal();
        try (var notifications = new LogNotifications(log.pool(), signal);
                var own = new Appender(log.pool(), Clock.systemUTC(), notifications::logHasGrown);
                var feed = new Feed(log.pool(), signal)) {
            feed.start();
            for (int i = 0; i < 100; i++) {
                var event = Appends.first("ten_" + UUID.randomUUID());
                var position = own.submit(event).get().position();

                feed.settle(Duration.ofSeconds(10));

                assertThat(feed.applied()).isGreaterThanOrEqualTo(position);
            }
        }
    }

    @Test
    void is_told_of_other_nodes_commits_and_survives_the_loss_of_its_connections()
            throws Exception {
        var signal = new LogSignal();
        var woken = new ConcurrentLinkedQueue<Long>();
        signal.add(() -> woken.add(System.nanoTime()));
        var other = new LogSignal();
        try (var here = new LogNotifications(log.pool(), signal);
                var there = new LogNotifications(log.pool(), other)) {
            for (int round = 0; round < 3; round++) {
                woken.clear();
                await().until(() -> {
                    there.logHasGrown();
                    return !woken.isEmpty();
                });
                log.number(
                        """
                        SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                        WHERE datname = current_database() AND query ~ 'LISTEN|NOTIFY' AND pid <> pg_backend_pid()
                        """);
            }
            assertThat(here).isNotNull();
        }
    }

    @Test
    void a_process_that_was_frozen_never_answers_from_a_cache_older_than_the_bound()
            throws Exception {
        var at = log.database();
        var acknowledged = new TreeMap<Long, Long>(); // time → position
        try (var reader =
                new ChildJvm(FrozenReader.class, at.jdbcUrl(), at.username(), at.password())) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            reader.lines().stream().anyMatch(line -> line.startsWith("answer")));
            appendFor(Duration.ofSeconds(1), acknowledged);
            reader.signal("STOP");
            appendFor(FREEZE, acknowledged);
            var thawed = System.currentTimeMillis();
            reader.signal("CONT");
            appendFor(Duration.ofSeconds(2), acknowledged);

            var answers =
                    reader.killAndRead().stream()
                            .filter(line -> line.startsWith("answer"))
                            .map(line -> line.split(" "))
                            .toList();

            assertThat(answers).anyMatch(answer -> Long.parseLong(answer[2]) > thawed);
            assertThat(answers)
                    .allSatisfy(answer -> {
                        var mustKnow =
                                acknowledged.floorEntry(
                                        Long.parseLong(answer[2]) - BOUND.toMillis() - 1);
                        if (mustKnow != null) {
                            assertThat(Long.parseLong(answer[1]))
                                    .isGreaterThanOrEqualTo(mustKnow.getValue());
                        }
                    });
        }
    }

    private void appendFor(Duration time, Map<Long, Long> acknowledged) throws Exception {
        var end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            var position = append();
            acknowledged.put(System.currentTimeMillis(), position);
        }
    }

    private long append() throws Exception {
        return appender.submit(Appends.first("ten_" + UUID.randomUUID())).get().position();
    }
}
