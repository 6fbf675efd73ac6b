package io.voc.tenancy.command.usage;

import static io.voc.tenancy.command.usage.LedgerDatabase.hard;
import static io.voc.tenancy.contracts.plan.LimitPeriod.DAY;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voc.tenancy.command.usage.LedgerEntry.Consumption;
import io.voc.tenancy.command.usage.LedgerEntry.Correction;
import io.voc.tenancy.command.usage.LedgerEntry.PastUse;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What is in one batch with a correction is judged as if the correction were stored. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorrectionBatchIT {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:30Z");
    private static final Instant YESTERDAY = Instant.parse("2026-11-22T10:00:00Z");

    private static final String WAITING =
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";

    private final LedgerDatabase database = new LedgerDatabase();
    private final LedgerCaller node =
            new LedgerCaller(database.node(new TestClock(NOON.toString())));

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void use_after_what_was_taken_off_is_counted_in_full() throws SQLException {
        var tenant = database.tenant();

        together(
                tenant,
                new Correction("cor_zeroed", tenant, "calls", -100, YESTERDAY),
                new PastUse(tenant, "calls", 100, "after", YESTERDAY));

        assertThat(yesterday(tenant)).isEqualTo(100);
    }

    @Test
    void use_after_what_was_added_is_beyond_the_limit() throws SQLException {
        var tenant = database.tenant(hard("calls", 10, DAY));

        together(
                tenant,
                new Correction("cor_filled", tenant, "calls", 10, YESTERDAY),
                new PastUse(tenant, "calls", 5, "beyond", YESTERDAY));

        assertThat(yesterday(tenant)).isEqualTo(15);
        assertThat(
                        number(
                                "SELECT sum(overage) FROM command.usage_overage WHERE tenant_id = :id",
                                tenant))
                .isEqualTo(5);
    }

    @Test
    void a_grant_is_there_for_what_a_correction_leaves_no_allowance_for() throws SQLException {
        var tenant = database.tenant(hard("calls", 100, DAY));
        database.grant("gra_batch", tenant, 50, 1, null);
        node.consume(tenant, 89);

        together(
                tenant,
                new Correction("cor_now", tenant, "calls", 10, NOON),
                new Consumption(tenant, "calls", 5, "granted"));

        assertThat(database.left("gra_batch")).isEqualTo(45);
    }

    /** Behind a batch that has to wait, so that they come in one. */
    private void together(String tenant, LedgerEntry... entries) throws SQLException {
        node.consume(tenant, 1);
        var written = new ArrayList<CompletableFuture<LedgerAnswer>>();
        try (var holding = database.pool.getConnection();
                var lock = holding.createStatement()) {
            holding.setAutoCommit(false);
            lock.execute("SELECT FROM command.usage_counter FOR UPDATE");
            written.add(node.ledger().submit(new Consumption(tenant, "calls", 1, "held")));
            await().until(() -> database.number(WAITING) > 0);
            List.of(entries).forEach(entry -> written.add(node.ledger().submit(entry)));
            holding.rollback();
        }
        written.forEach(CompletableFuture::join);
    }

    private long yesterday(String tenant) {
        return number(
                """
                SELECT used FROM command.usage_period
                WHERE tenant_id = :id AND period = 'DAY' AND starts_at = '2026-11-22T00:00:00Z'
                """,
                tenant);
    }

    private long number(String query, String tenant) {
        return database.jdbc
                .sql(query)
                .param("id", tenant)
                .query((row, _) -> row.getLong(1))
                .single();
    }
}
