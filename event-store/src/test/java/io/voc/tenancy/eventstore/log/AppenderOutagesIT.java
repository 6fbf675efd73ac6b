package io.voc.tenancy.eventstore.log;

import static io.voc.tenancy.eventstore.log.Appends.first;
import static io.voc.tenancy.eventstore.log.Nodes.outcome;
import static io.voc.tenancy.eventstore.log.WholeLog.assertWhole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.util.stream.Collectors.toSet;

import com.zaxxer.hikari.HikariDataSource;

import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.eventstore.TestLog;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

class AppenderOutagesIT {

    private final TestLog log = new TestLog();
    private final Nodes nodes = new Nodes(log);

    @AfterEach
    void stop() {
        nodes.close();
        log.close();
    }

    @Test
    void lost_connections_leave_nobody_waiting_and_nobody_told_wrong() throws Exception {
        var killer = Thread.ofVirtual().start(() -> killConnections(15));

        var outcomes =
                nodes.atOnce(
                        32,
                        (writer, node) -> {
                            var told = new HashMap<String, String>();
                            for (int i = 0; killer.isAlive(); i++) {
                                var id = "ten_" + writer + "_" + i;
                                told.put(id, outcome(node.submit(first(id))));
                            }
                            return told;
                        });

        var ids = log.events().stream().map(StoredEvent::aggregateId).sorted().toList();
        assertThat(told("stored", outcomes)).isEqualTo(ids);
        assertThat(told("unavailable", outcomes))
                .isNotEmpty()
                .noneMatch(new HashSet<>(ids)::contains);
        assertThat(outcomes).flatExtracting(Map::values).containsOnly("stored", "unavailable");
        assertWhole(log.events());
    }

    @Test
    void a_connection_lost_while_nobody_wrote_is_noticed_by_nobody() throws Exception {
        assertThat(outcome(nodes.first().submit(first("ten_1")))).isEqualTo("stored");

        log.number(
                """
                SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()
                """);

        assertThat(outcome(nodes.first().submit(first("ten_2")))).isEqualTo("stored");
        assertWhole(log.events());
    }

    @Test
    void an_appender_told_to_stop_while_it_looks_for_its_commit_says_that_it_does_not_know()
            throws Exception {
        var others = appenders();
        var pool = log.pool();
        try (var node = new Appender(pool, Clock.systemUTC(), () -> {})) {
            var thread = appenders().stream().filter(it -> !others.contains(it)).findFirst();
            var outcome = cutOffDuringCommit(node, pool);

            thread.orElseThrow().interrupt();

            assertThat(outcome)
                    .failsWithin(Duration.ofSeconds(5))
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(Rejection.class)
                    .withMessageContaining("look before you try again");
        }
    }

    /** Its connection is lost while it commits, and there is no other to look with. */
    private CompletableFuture<Appended> cutOffDuringCommit(Appender node, HikariDataSource pool)
            throws SQLException {
        try (var blocker = log.dataSource().getConnection();
                var statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("LOCK TABLE event_store.event IN SHARE MODE");
            var outcome = node.submit(first("ten_1"));
            await().until(() ->
                    log.number(
                                    """
                                    SELECT count(*) FROM pg_stat_activity
                                    WHERE datname = current_database() AND wait_event_type = 'Lock'
                                    """)
                            == 1);
            pool.close();
            return outcome;
        }
    }

    private static Set<Thread> appenders() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("appender"))
                .collect(toSet());
    }

    private void killConnections(int times) {
        for (int i = 0; i < times; i++) {
            var before = log.number("SELECT position FROM event_store.head");
            await().until(() ->
                    log.number("SELECT position FROM event_store.head")
                            > before + ThreadLocalRandom.current().nextInt(500));
            log.number(
                    """
                    SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                    WHERE datname = current_database() AND state <> 'idle' AND pid <> pg_backend_pid()
                    """);
        }
    }

    private static List<String> told(String what, List<? extends Map<String, String>> outcomes) {
        return outcomes.stream()
                .flatMap(told -> told.entrySet().stream())
                .filter(told -> told.getValue().equals(what))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
