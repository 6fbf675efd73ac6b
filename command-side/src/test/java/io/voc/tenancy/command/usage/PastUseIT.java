package io.voc.tenancy.command.usage;

import static io.voc.tenancy.command.usage.LedgerDatabase.hard;
import static io.voc.tenancy.command.usage.LedgerDatabase.soft;
import static io.voc.tenancy.contracts.plan.LimitPeriod.DAY;
import static io.voc.tenancy.contracts.plan.LimitPeriod.LIFETIME;
import static io.voc.tenancy.contracts.plan.LimitPeriod.MINUTE;
import static io.voc.tenancy.contracts.plan.LimitPeriod.MONTH;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.command.usage.LedgerEntry.PastUse;
import io.voc.tenancy.contracts.plan.Enforcement;
import io.voc.tenancy.contracts.plan.Limit;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.contracts.tenant.TenantStatus;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** What has happened already is counted where it happened, whatever the limits are. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PastUseIT {

    private static final String NOON = "2026-11-23T12:00:30Z";
    private static final String YESTERDAY = "2026-11-22T23:59:59.999Z";

    private static final String PERIODS =
            """
            SELECT period || ' ' || to_char(starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24') || ' ' || used FROM command.usage_period
            WHERE tenant_id = :id ORDER BY period, starts_at
            """;
    private static final String OVERAGES =
            """
            SELECT period || ' ' || to_char(starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') || ' ' || overage FROM command.usage_overage
            WHERE tenant_id = :id ORDER BY period, starts_at
            """;
    private static final String CROSSINGS =
            """
            SELECT percent || ' ' || to_char(starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') FROM command.usage_crossing
            WHERE tenant_id = :id ORDER BY percent
            """;

    private final LedgerDatabase database = new LedgerDatabase();
    private final TestClock clock = new TestClock(NOON);
    private final LedgerCaller node = new LedgerCaller(database.node(clock));

    @BeforeEach
    void noon() {
        clock.set(NOON);
    }

    @AfterAll
    void close() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-30T23:59:59.999Z, 2026-12-01T00:00:00Z, 2026-11-30, 2026-11-01", // a month's end
        "2028-02-29T23:59:59.999Z, 2028-03-01T00:00:00Z, 2028-02-29, 2028-02-01", // a leap day
        "2027-02-28T23:59:59.999Z, 2027-03-01T00:00:00Z, 2027-02-28, 2027-02-01", // and none
        "2026-12-31T23:59:59.999Z, 2027-01-01T00:00:00Z, 2026-12-31, 2026-12-01" // a year's end
    })
    void at_the_edge_of_periods_each_has_what_was_used_in_it(
            String last, String first, String day, String month) {
        var tenant = database.tenant(hard("calls", 10, DAY), hard("calls", 10, MONTH));
        clock.set(last);
        assertThat(node.consume(tenant, 10).remaining()).isZero();
        assertThat(node.refusal(tenant, 1).quota().orElseThrow().secondsToReset()).isEqualTo(1);

        clock.set(first);
        assertThat(node.consume(tenant, 3).used()).isEqualTo(3);
        use(tenant, 4, last);
        use(tenant, 2, first);

        assertThat(node.consume(tenant, 1).used()).isEqualTo(6);
        assertThat(texts(PERIODS, tenant))
                .containsExactly(
                        "DAY " + day + "T00 14",
                        "HOUR " + day + "T23 14",
                        "MONTH " + month + "T00 14");
        assertThat(texts(OVERAGES, tenant))
                .containsExactly("DAY " + day + " 4", "MONTH " + month + " 4");
        assertThat(lifetime(tenant)).isEqualTo(20);
    }

    @Test
    void an_hour_or_a_day_that_is_over_may_be_in_a_month_that_is_not() {
        var tenant = database.tenant();

        use(tenant, 4, YESTERDAY);
        use(tenant, 5, "2026-11-23T11:59:59.999Z");

        assertThat(texts(PERIODS, tenant))
                .containsExactly(
                        "DAY 2026-11-22T00 4", "HOUR 2026-11-22T23 4", "HOUR 2026-11-23T11 5");
        assertThat(node.consume(tenant, 1).used()).as("this month").isEqualTo(10);
    }

    @Test
    void what_is_to_come_counts_as_now() {
        var tenant = database.tenant(hard("calls", 10, DAY));
        clock.set("2026-11-23T23:59:59Z");

        use(tenant, 4, "2026-11-24T00:00:02Z");

        assertThat(node.consume(tenant, 1).used()).isEqualTo(5);
    }

    @Test
    void beyond_a_hard_limit_is_counted_and_marked_and_leaves_nothing_to_be_granted() {
        var tenant = database.tenant(hard("calls", 10, DAY), soft("calls", 1, MONTH));
        node.consume(tenant, 8);

        use(tenant, 7, NOON);
        use(tenant, 1, NOON);

        assertThat(texts(OVERAGES, tenant)).containsExactly("DAY 2026-11-23 6");
        assertThat(node.refusal(tenant, 1).code()).isEqualTo(RejectionCode.QUOTA_EXCEEDED);
        assertThat(lifetime(tenant)).isEqualTo(16);
    }

    @Test
    void of_one_batch_is_judged_one_after_another_by_what_was_stored_and_moved_before() {
        var tenant = database.tenant(hard("calls", 10, DAY));
        clock.set("2026-11-22T10:00:00Z");
        node.consume(tenant, 5);
        clock.set(NOON);

        var answers =
                IntStream.range(0, 4)
                        .mapToObj(_ -> node.ledger().submit(entry(tenant, 3, id(), YESTERDAY)))
                        .toList();
        answers.forEach(answer -> assertThat(answer.join().used()).isZero());
        use(tenant, 1, YESTERDAY);

        assertThat(texts(OVERAGES, tenant)).containsExactly("DAY 2026-11-22 8");
    }

    @Test
    void draws_on_grants_in_their_order_as_far_as_they_go() {
        var tenant = database.tenant(hard("calls", 10, DAY), hard("calls", 12, MONTH));
        database.grant("grt_second", tenant, 3, 60, null);
        database.grant("grt_first", tenant, 2, 40, null);

        use(tenant, 14, NOON);
        assertThat(List.of(database.left("grt_first"), database.left("grt_second")))
                .containsExactly(0L, 1L);
        use(tenant, 5, NOON);

        assertThat(texts(OVERAGES, tenant))
                .containsExactly("DAY 2026-11-23 4", "MONTH 2026-11-01 4");
        assertThat(database.left("grt_second")).isZero();
    }

    @Test
    void draws_on_what_had_not_expired_when_it_happened() {
        var tenant = database.tenant(hard("calls", 0, LIFETIME));
        database.grant("grt_till_midnight", tenant, 5, 50, "2026-11-23T00:00:00Z");

        assertThat(node.refusal(tenant, 1).code()).isEqualTo(RejectionCode.QUOTA_EXCEEDED);
        use(tenant, 2, NOON);
        use(tenant, 2, YESTERDAY);

        assertThat(database.left("grt_till_midnight")).isEqualTo(3);
        assertThat(texts(OVERAGES, tenant)).containsExactly("LIFETIME 1970-01-01 2");
    }

    @Test
    void is_held_against_the_limit_of_a_minute_only_while_that_lasts() {
        var tenant = database.tenant(hard("calls", 1, MINUTE));

        use(tenant, 5, YESTERDAY);
        assertThat(texts(OVERAGES, tenant)).isEmpty();
        use(tenant, 5, NOON);

        assertThat(texts(OVERAGES, tenant)).containsExactly("MINUTE 2026-11-23 4");
    }

    @Test
    void is_counted_once_whichever_way_it_comes() {
        var tenant = database.tenant(hard("calls", 100, DAY));
        var consumed = node.consume(tenant, 4, "one");
        var used = node.write(entry(tenant, 3, "two", YESTERDAY));

        assertThat(node.write(entry(tenant, 4, "one", YESTERDAY))).isEqualTo(consumed);
        assertThat(node.consume(tenant, 3, "two")).isEqualTo(used);
        assertThat(node.refusal(entry(tenant, 5, "two", YESTERDAY)).code())
                .isEqualTo(RejectionCode.REQUEST_ID_REUSED);
        assertThat(lifetime(tenant)).isEqualTo(7);
    }

    @ParameterizedTest
    @EnumSource(TenantStatus.class)
    void is_counted_of_every_tenant_but_a_purged_one(TenantStatus status) {
        var tenant = database.tenant();
        database.set(tenant, status);

        if (status == TenantStatus.PURGED) {
            assertThat(node.refusal(entry(tenant, 1, id(), NOON)).code())
                    .isEqualTo(RejectionCode.NOT_FOUND);
        } else {
            use(tenant, 1, NOON);
            assertThat(lifetime(tenant)).isEqualTo(1);
        }
    }

    @Test
    void reaches_the_thresholds_of_the_period_that_it_happened_in() {
        var tenant =
                database.tenant(new Limit("calls", 10, DAY, Enforcement.HARD, List.of(50, 80)));

        use(tenant, 6, YESTERDAY);
        use(tenant, 1, YESTERDAY);
        use(tenant, 30, YESTERDAY);

        assertThat(texts(CROSSINGS, tenant))
                .containsExactly("50 2026-11-22", "80 2026-11-22", "100 2026-11-22");
    }

    private void use(String tenant, long amount, String at) {
        node.write(entry(tenant, amount, id(), at));
    }

    private static PastUse entry(String tenant, long amount, String requestId, String at) {
        return new PastUse(tenant, "calls", amount, requestId, Instant.parse(at));
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    private long lifetime(String tenant) {
        return database.number(
                "SELECT lifetime_used FROM command.usage_counter WHERE tenant_id = '%s'"
                        .formatted(tenant));
    }

    private List<String> texts(String query, String tenant) {
        return database.jdbc
                .sql(query)
                .param("id", tenant)
                .query((row, _) -> row.getString(1))
                .list();
    }
}
