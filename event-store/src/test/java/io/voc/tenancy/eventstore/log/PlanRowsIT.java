package io.voc.tenancy.eventstore.log;

import static io.voc.tenancy.eventstore.log.Plans.created;
import static io.voc.tenancy.eventstore.log.Plans.hard;
import static io.voc.tenancy.eventstore.log.Plans.registered;
import static io.voc.tenancy.eventstore.log.Plans.replaced;
import static io.voc.tenancy.eventstore.register.CountedResource.API_KEYS;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.eventstore.TestLog;
import io.voc.tenancy.eventstore.register.Condition.PlanExists;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.stream.IntStream;

/** How many rows a commit writes when many tenants have one plan. */
class PlanRowsIT {

    private final TestLog log = new TestLog();
    private final Nodes nodes = new Nodes(log);

    @BeforeEach
    void a_hundred_thousand_tenants_on_one_plan() throws Exception {
        nodes.first().submit(Plans.append(log, created("growth"), 0)).get();
        log.tamper(
                """
                INSERT INTO command.tenant_gate (tenant_id, status, plan)
                SELECT 'ten_' || i, 'ACTIVE', 'growth' FROM generate_series(1, 100000) AS i
                """,
                "UPDATE command.plan SET tenants = 100000");
    }

    @AfterEach
    void stop() {
        nodes.close();
        log.close();
    }

    @Test
    void a_plan_that_is_replaced_is_one_row() throws Exception {
        var appended =
                nodes.first()
                        .submit(Plans.append(log, replaced("growth", hard(API_KEYS, 1)), 1))
                        .get();

        assertThat(rowsWrittenAt(appended, "plan")).isEqualTo(1);
        assertThat(rowsWrittenAt(appended, "tenant_gate")).isZero();
        assertThat(log.number("SELECT tenants FROM command.plan")).isEqualTo(100_000);
        assertThat(log.number("SELECT (limits -> 0 -> 'amount')::bigint FROM command.plan"))
                .isEqualTo(1);
    }

    @Test
    void many_registrations_in_a_batch_are_counted_by_one_row() throws Exception {
        var others =
                IntStream.range(0, 100)
                        .mapToObj(i ->
                                Plans.append(
                                        log,
                                        registered("new_" + i, "growth"),
                                        0,
                                        new PlanExists("growth")))
                        .toList();

        var outcomes =
                OneBatch.outcomes(
                        log, nodes.first(), Appends.append(Appends.event("x", 0)), others);

        assertThat(outcomes).containsOnly("stored");
        var last = new Appended(log.head().position(), log.head().recordedAt());
        assertThat(rowsWrittenAt(last, "plan")).isEqualTo(1);
        assertThat(rowsWrittenAt(last, "tenant_gate")).isEqualTo(100);
        assertThat(log.number("SELECT tenants FROM command.plan")).isEqualTo(100_100);
    }

    private long rowsWrittenAt(Appended appended, String table) {
        return log.number(
                """
                SELECT count(*) FROM command.%s
                WHERE xmin = (SELECT xmin FROM event_store.event WHERE position = %d)
                """
                        .formatted(table, appended.position()));
    }
}
