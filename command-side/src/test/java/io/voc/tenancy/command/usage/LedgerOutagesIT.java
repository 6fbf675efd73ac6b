package io.voc.tenancy.command.usage;

import static io.voc.tenancy.command.usage.LedgerDatabase.hard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voc.tenancy.command.usage.LedgerEntry.Consumption;
import io.voc.tenancy.contracts.plan.LimitPeriod;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;

import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

/**
 * Many clients of two nodes use up one limit while the nodes' connections break again and again.
 */
class LedgerOutagesIT {

    private static final boolean IN_FULL = Boolean.getBoolean("endurance");
    private static final long LIMIT = IN_FULL ? 1_000_000 : 10_000;
    private static final int OUTAGES = IN_FULL ? 100 : 5;
    private static final int CLIENTS = 64;
    private static final int LARGEST = 7;
    private static final int REPEATED = 10;

    private static final String BREAK =
            """
            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
            """;

    private final LongAdder granted = new LongAdder();

    @Test
    void what_clients_were_told_is_what_is_counted_and_never_more_than_the_limit()
            throws Exception {
        try (var database = new LedgerDatabase();
                var observer = database.pool.getConnection()) {
            var tenant = database.tenant(hard("calls", LIMIT, LimitPeriod.LIFETIME));
            var nodes = List.of(node(database), node(database));

            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var clients = new ArrayList<Future<?>>();
                for (int i = 0; i < CLIENTS; i++) {
                    int client = i;
                    clients.add(threads.submit(() -> useUp(nodes, client, tenant)));
                }
                breakConnections(observer);
                for (var client : clients) {
                    client.get();
                }
            }

            assertThat(granted.sum()).isBetween(LIMIT - LARGEST + 1, LIMIT);
            assertThat(number(observer, "SELECT sum(lifetime_used) FROM command.usage_counter"))
                    .isEqualTo(granted.sum());
        }
    }

    private static LedgerCaller node(LedgerDatabase database) {
        return new LedgerCaller(database.node(Clock.systemUTC()));
    }

    /** One after another, until one is refused; each tenth is sent to the other node, too. */
    private void useUp(List<LedgerCaller> nodes, int client, String tenant) {
        var isRefused = false;
        for (int i = 0; !isRefused; i++) {
            var entry =
                    new Consumption(
                            tenant, "calls", 1 + client % LARGEST, UUID.randomUUID().toString());
            var answer = certain(nodes.get(client % 2), entry);
            isRefused = answer.isEmpty();
            if (!isRefused) {
                granted.add(entry.amount());
            }
            if (!isRefused && i % REPEATED == 0) {
                assertThat(certain(nodes.get((client + 1) % 2), entry)).isEqualTo(answer);
            }
        }
    }

    /** As a client does: again with the same id, until it is told. */
    private static Optional<LedgerAnswer> certain(LedgerCaller node, Consumption entry) {
        while (true) {
            try {
                return Optional.of(node.write(entry));
            } catch (CompletionException failure) {
                if (!(failure.getCause() instanceof Rejection refusal)) {
                    throw failure;
                }
                if (refusal.code() == RejectionCode.QUOTA_EXCEEDED) {
                    return Optional.empty();
                }
                assertThat(refusal.code()).isEqualTo(RejectionCode.UNAVAILABLE);
            }
        }
    }

    private void breakConnections(Connection observer) throws SQLException {
        for (int i = 1; i <= OUTAGES; i++) {
            long enough = i * LIMIT / (OUTAGES + 1);
            await().atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> granted.sum() >= enough);
            assertThat(number(observer, BREAK)).isPositive();
        }
    }

    private static long number(Connection observer, String query) throws SQLException {
        try (var statement = observer.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
