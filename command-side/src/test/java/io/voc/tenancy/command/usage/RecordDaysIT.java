package io.voc.tenancy.command.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voc.tenancy.command.usage.LedgerEntry.Consumption;
import io.voc.tenancy.contracts.tenant.TenantStatus;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The days of the records come and go while others read the records. */
class RecordDaysIT {

    private final LedgerDatabase database = new LedgerDatabase();
    private final TestClock clock = new TestClock("2031-01-01T23:59:59Z");
    private final Ledger ledger = database.node(clock);
    private final OldUsage old = new OldUsage(database.jdbc, ledger, clock);
    private final String tenant = database.tenant();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_day_begins_while_a_long_reader_holds_the_records() throws Exception {
        assertThat(used("before")).isEqualTo(1);

        try (var reader = reader()) {
            clock.set("2031-01-02T00:00:00Z");

            assertThat(used("after")).isEqualTo(2);
            reader.rollback();
        }
        assertThat(days()).contains("usage_record_20310101", "usage_record_20310102");
    }

    @Test
    void the_next_days_are_made_ahead_also_while_a_long_reader_holds_the_records()
            throws Exception {
        used("first");
        try (var reader = reader()) {
            old.clear();
            reader.rollback();
        }

        assertThat(days())
                .containsExactly(
                        "usage_record_20310101", "usage_record_20310102", "usage_record_20310103");
    }

    @Test
    void old_days_are_dropped_once_nobody_reads_them_and_nothing_else_waits_for_that()
            throws Exception {
        used("old");
        var gone = database.tenant();
        ledger.submit(new Consumption(gone, "calls", 1, "gone")).join();
        database.set(gone, TenantStatus.PURGED);
        clock.set("2031-01-20T00:00:00Z");

        try (var reader = reader()) {
            assertThatThrownBy(ledger::forgetOldRequests)
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            failure -> assertThat(failure.getSQLState()).isEqualTo("55P03"));
            old.clear();

            assertThat(used("meanwhile")).isEqualTo(2);
            assertThat(days()).contains("usage_record_20310101");
            assertThat(counters(gone)).isZero();
            reader.rollback();
        }
        old.clear();
        assertThat(days()).startsWith("usage_record_20310120");
    }

    /** Somebody who reads the records for long, such as a backup. */
    private Connection reader() throws SQLException {
        var reader = database.pool.getConnection();
        reader.setAutoCommit(false);
        try (var statement = reader.createStatement()) {
            statement.execute("LOCK TABLE command.usage_record IN ACCESS SHARE MODE");
        }
        return reader;
    }

    private long used(String requestId) throws Exception {
        return ledger.submit(new Consumption(tenant, "calls", 1, requestId))
                .get(10, TimeUnit.SECONDS)
                .used();
    }

    private long counters(String tenantId) {
        return database.number(
                "SELECT count(*) FROM command.usage_counter WHERE tenant_id = '" + tenantId + "'");
    }

    private List<String> days() {
        return database.jdbc
                .sql(
                        """
                        SELECT child.relname FROM pg_inherits JOIN pg_class AS child ON child.oid = inhrelid
                        WHERE inhparent = 'command.usage_record'::regclass ORDER BY 1
                        """)
                .query((row, _) -> row.getString(1))
                .list();
    }
}
