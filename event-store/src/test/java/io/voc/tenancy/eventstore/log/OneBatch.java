package io.voc.tenancy.eventstore.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voc.tenancy.eventstore.TestLog;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Appends that a node stores together, after each other in one transaction. */
final class OneBatch {

    private static final String WAITING =
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'
            """;

    private OneBatch() {}

    /** What each was told. While the head is locked the first one waits in a batch of its own. */
    static List<String> outcomes(
            TestLog log, Appender appender, Append before, List<Append> together) throws Exception {
        var told = new ArrayList<CompletableFuture<Appended>>();
        try (var blocker = log.dataSource().getConnection()) {
            blocker.setAutoCommit(false);
            Head.lock(blocker);
            told.add(appender.submit(before));
            await().until(() -> log.number(WAITING) == 1);
            together.forEach(append -> told.add(appender.submit(append)));
        }
        var outcomes = new ArrayList<String>();
        for (var one : told) {
            outcomes.add(Nodes.outcome(one));
        }
        assertThat(transactionsAfter(log, told.getFirst().join().position())).isEqualTo(1);
        return outcomes;
    }

    private static long transactionsAfter(TestLog log, long position) {
        return log.number(
                "SELECT count(DISTINCT xmin::text) FROM event_store.event WHERE position > "
                        + position);
    }
}
