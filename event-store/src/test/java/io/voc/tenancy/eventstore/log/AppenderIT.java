package io.voc.tenancy.eventstore.log;

import static io.voc.tenancy.eventstore.log.Appends.append;
import static io.voc.tenancy.eventstore.log.Appends.event;
import static io.voc.tenancy.eventstore.log.Appends.first;
import static io.voc.tenancy.eventstore.log.Nodes.outcome;
import static io.voc.tenancy.eventstore.log.WholeLog.assertWhole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.eventstore.TestLog;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

class AppenderIT {

    private static final Clock LONG_AGO =
            Clock.fixed(Instant.parse("2025-01-01T00:00:00Z"), ZoneOffset.UTC);

    private final TestLog log = new TestLog();
    private final Nodes nodes = new Nodes(log);

    @AfterEach
    void stop() {
        nodes.close();
        log.close();
    }

    @Test
    void an_append_is_durable_when_it_is_answered() throws Exception {
        var appended = nodes.first().submit(append(event("ten_1", 0), event("ten_1", 1))).get();

        assertThat(appended.position()).isEqualTo(2);
        assertThat(log.events()).extracting(StoredEvent::sequence).containsExactly(0L, 1L);
        assertThat(log.head().position()).isEqualTo(2);
    }

    @Test
    void
            two_nodes_at_once_leave_one_dense_chained_log_that_a_tailing_reader_sees_once_and_in_order()
                    throws Exception {
        int writers = 64;
        int eventsEach = Endurance.choose(160, 1_600);
        var tail = tail(writers * eventsEach);
        var readers = log.pool();

        nodes.atOnce(
                writers,
                (writer, node) -> {
                    for (int i = 0; i < eventsEach; i++) {
                        if (i % 16 == 0) {
                            appendToShared(node, readers);
                        } else {
                            node.submit(append(event("ten_" + writer, i - i / 16 - 1))).get();
                        }
                    }
                    return writer;
                });

        var events = log.events();
        assertThat(events).hasSize(writers * eventsEach);
        assertWhole(events);
        assertThat(tail.get(60, TimeUnit.SECONDS))
                .containsExactlyElementsOf(events.stream().map(StoredEvent::position).toList());
    }

    @Test
    void a_sequence_that_is_not_the_next_is_refused_alone() throws Exception {
        var node = nodes.first();

        assertThat(outcome(node.submit(append(event("ten_1", 1))))).isEqualTo("conflict");
        assertThat(outcome(node.submit(append(event("ten_1", 0))))).isEqualTo("stored");
        assertThat(outcome(node.submit(append(event("ten_1", 0))))).isEqualTo("conflict");
        assertThat(log.events()).hasSize(1);
    }

    @Test
    void time_never_runs_backwards_along_the_log() throws Exception {
        nodes.first().submit(first("ten_1")).get();

        try (var late = new Appender(log.pool(), LONG_AGO, () -> {})) {
            late.submit(first("ten_2")).get();
        }

        assertThat(log.events()).extracting(StoredEvent::recordedAt).hasSize(2).isSorted();
    }

    @Test
    void too_many_waiting_appends_are_refused_at_once_and_the_others_are_stored() throws Exception {
        int flood = 20_000;
        var accepted = new ArrayList<CompletableFuture<Appended>>();
        int refused = 0;

        try (var blocker = log.dataSource().getConnection()) {
            blocker.setAutoCommit(false);
            Head.lock(blocker);
            for (int i = 0; i < flood; i++) {
                try {
                    accepted.add(nodes.first().submit(first("ten_" + i)));
                } catch (Rejection overloaded) {
                    assertThat(overloaded.code().code()).isEqualTo("overloaded");
                    refused++;
                }
            }
            blocker.rollback();
        }

        assertThat(refused).isGreaterThan(flood / 2);
        CompletableFuture.allOf(accepted.toArray(CompletableFuture[]::new))
                .get(30, TimeUnit.SECONDS);
        assertThat(log.events()).hasSize(accepted.size());
    }

    @Test
    void closing_stores_what_waits_and_refuses_what_comes_after() throws Exception {
        var node = nodes.first();
        var waiting = new ArrayList<CompletableFuture<Appended>>();
        for (int i = 0; i < 1_000; i++) {
            waiting.add(node.submit(first("ten_" + i)));
        }

        node.close();

        CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new)).get(1, TimeUnit.SECONDS);
        assertThat(log.events()).hasSize(1_000);
        assertThatThrownBy(() -> node.submit(first("ten_late"))).isInstanceOf(Rejection.class);
    }

    /** Appends the next event of an aggregate that everyone appends to. */
    private static void appendToShared(Appender node, DataSource database) throws Exception {
        String outcome;
        do {
            var next = lastSequence(database, "ten_shared") + 1;
            outcome = outcome(node.submit(append(event("ten_shared", next))));
        } while (!outcome.equals("stored"));
    }

    private static long lastSequence(DataSource database, String id) throws SQLException {
        try (var connection = database.getConnection()) {
            return LogTable.lastSequence(connection, id).orElse(-1);
        }
    }

    /** The positions that a reader sees who follows the log until there are so many. */
    private CompletableFuture<List<Long>> tail(int count) {
        return CompletableFuture.supplyAsync(() -> {
            var seen = new ArrayList<Long>();
            try (var connection = log.dataSource().getConnection()) {
                while (seen.size() < count) {
                    var last = seen.isEmpty() ? 0 : seen.getLast();
                    LogTable.readAfter(connection, last, 500)
                            .forEach(event -> seen.add(event.position()));
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return seen;
        });
    }
}
