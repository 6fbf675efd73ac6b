package io.voc.tenancy.command.usage;

import static io.voc.tenancy.command.usage.LedgerDatabase.hard;
import static io.voc.tenancy.command.usage.LedgerDatabase.soft;
import static io.voc.tenancy.contracts.plan.LimitPeriod.DAY;
import static io.voc.tenancy.contracts.plan.LimitPeriod.HOUR;
import static io.voc.tenancy.contracts.plan.LimitPeriod.LIFETIME;
import static io.voc.tenancy.contracts.plan.LimitPeriod.MINUTE;
import static io.voc.tenancy.contracts.plan.LimitPeriod.MONTH;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.command.usage.LedgerEntry.Consumption;
import io.voc.tenancy.contracts.rejection.QuotaState;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.contracts.tenant.TenantStatus;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerIT {

    private static final String NOON = "2026-11-23T12:00:30Z";

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

    @Nested
    class Consumption_ {

        @Test
        void is_counted_up_to_a_hard_limit_and_not_past_it() {
            var tenant = database.tenant(hard("calls", 10, DAY));

            var answer = node.consume(tenant, 7);
            var refusal = node.refusal(tenant, 4);
            var last = node.consume(tenant, 3);

            var midnight = Instant.parse("2026-11-24T00:00:00Z");
            assertThat(answer).isEqualTo(new LedgerAnswer(7, 10L, 3L, midnight, null));
            assertThat(refusal.code()).isEqualTo(RejectionCode.QUOTA_EXCEEDED);
            assertThat(refusal.quota())
                    .contains(
                            new QuotaState(
                                    10,
                                    3,
                                    Duration.between(clock.instant(), midnight).toSeconds()));
            assertThat(last.used()).isEqualTo(10);
        }

        @Test
        void passes_a_soft_limit() {
            var tenant = database.tenant(soft("calls", 10, DAY));

            assertThat(node.consume(tenant, 25))
                    .extracting(LedgerAnswer::used, LedgerAnswer::remaining)
                    .containsExactly(25L, 0L);
        }

        @Test
        void is_held_against_every_limit_of_the_metric_and_told_of_the_tightest() {
            var tenant =
                    database.tenant(
                            hard("calls", 5, MINUTE),
                            hard("calls", 8, HOUR),
                            hard("calls", 1_000, MONTH),
                            hard("messages", 1, MINUTE));

            assertThat(node.consume(tenant, 5).limit()).isEqualTo(5);
            clock.advance(Duration.ofMinutes(1));
            assertThat(node.consume(tenant, 2))
                    .extracting(LedgerAnswer::used, LedgerAnswer::limit, LedgerAnswer::remaining)
                    .containsExactly(7L, 8L, 1L);
            assertThat(node.refusal(tenant, 2).quota().orElseThrow().limit()).isEqualTo(8);
        }

        @Test
        void of_what_nothing_limits_is_allowed_and_nothing_is_allowed_of_a_limit_of_none() {
            var tenant = database.tenant(hard("messages", 0, LIFETIME));

            assertThat(node.consume(tenant, 1_000_000))
                    .isEqualTo(new LedgerAnswer(1_000_000, null, null, null, null));
            assertThat(node.refusal(new Consumption(tenant, "messages", 1, "one")).code())
                    .isEqualTo(RejectionCode.QUOTA_EXCEEDED);
        }

        @Test
        void follows_an_override_at_once() {
            var tenant = database.tenant(hard("calls", 10, DAY));
            node.consume(tenant, 10);

            database.override(tenant, hard("calls", 12, DAY));
            assertThat(node.consume(tenant, 2).limit()).isEqualTo(12);

            database.override(tenant, hard("calls", 3, DAY));
            assertThat(node.refusal(tenant, 1).quota().orElseThrow().remaining()).isZero();
        }

        @ParameterizedTest
        @CsvSource({
            "PENDING, TENANT_NOT_ACTIVE",
            "SUSPENDED, TENANT_SUSPENDED",
            "DELETED, NOT_FOUND",
            "PURGED, NOT_FOUND"
        })
        void is_for_active_tenants(TenantStatus status, RejectionCode code) {
            var tenant = database.tenant();
            database.set(tenant, status);

            assertThat(node.refusal(tenant, 1).code()).isEqualTo(code);
        }

        @Test
        void of_an_unknown_tenant_is_refused() {
            assertThat(node.refusal("ten_unknown", 1).code()).isEqualTo(RejectionCode.NOT_FOUND);

            assertThat(counters("ten_unknown")).isZero();
        }

        @Test
        void of_a_purged_tenant_brings_nothing_back_that_was_cleared() {
            var tenant = database.tenant();
            node.consume(tenant, 1);
            database.set(tenant, TenantStatus.PURGED);
            new OldUsage(database.jdbc, node.ledger(), clock).clear();
            assertThat(counters(tenant)).isZero();

            assertThat(node.refusal(tenant, 1).code()).isEqualTo(RejectionCode.NOT_FOUND);

            assertThat(counters(tenant)).isZero();
        }

        @Test
        void of_a_tenant_that_is_purged_meanwhile_keeps_no_other_from_its_own() {
            var purged = database.tenant();
            purgedWhenCounted(purged);
            var tenants = IntStream.range(0, 8).mapToObj(_ -> database.tenant()).toList();

            var refused = node.ledger().submit(new Consumption(purged, "calls", 1, "purged"));
            var granted =
                    tenants.stream()
                            .map(id -> node.ledger().submit(new Consumption(id, "calls", 1, "one")))
                            .toList();

            assertThat(granted).allMatch(answer -> answer.join().used() == 1);
            assertThat(refused.handle((_, failure) -> failure).join())
                    .isInstanceOfSatisfying(
                            Rejection.class,
                            refusal ->
                                    assertThat(refusal.code()).isEqualTo(RejectionCode.NOT_FOUND));
        }

        /** As if the tenant's end, and the clearance, fell between its first use and its count. */
        private void purgedWhenCounted(String tenantId) {
            database.jdbc
                    .sql(
                            """
                            CREATE FUNCTION command.purge() RETURNS trigger LANGUAGE plpgsql AS $$
                            BEGIN
                                UPDATE command.tenant_gate SET status = 'PURGED' WHERE tenant_id = NEW.tenant_id;
                                RETURN NULL;
                            END $$;
                            CREATE TRIGGER purge BEFORE INSERT ON command.usage_counter
                            FOR EACH ROW WHEN (NEW.tenant_id = '%s') EXECUTE FUNCTION command.purge()
                            """
                                    .formatted(tenantId))
                    .update();
        }

        private long counters(String tenantId) {
            return database.number(
                    "SELECT count(*) FROM command.usage_counter WHERE tenant_id = '"
                            + tenantId
                            + "'");
        }
    }

    @Nested
    class A_request {

        @Test
        void that_comes_again_is_answered_the_same_and_counted_once() {
            var tenant = database.tenant(hard("calls", 10, DAY));
            var first = node.consume(tenant, 4, "the same");
            node.consume(tenant, 6);

            assertThat(node.consume(tenant, 4, "the same")).isEqualTo(first);
            assertThat(lifetime(tenant)).isEqualTo(10);
        }

        @Test
        void that_was_refused_may_be_tried_again() {
            var tenant = database.tenant(hard("calls", 1, DAY));
            var entry = new Consumption(tenant, "calls", 2, "again");
            node.refusal(entry);

            database.override(tenant, hard("calls", 2, DAY));
            assertThat(node.write(entry).used()).isEqualTo(2);
        }

        @Test
        void with_anothers_id_is_refused() {
            var tenant = database.tenant();
            node.consume(tenant, 1, "taken");

            assertThat(node.refusal(new Consumption(tenant, "calls", 2, "taken")).code())
                    .isEqualTo(RejectionCode.REQUEST_ID_REUSED);
            assertThat(node.refusal(new Consumption(tenant, "messages", 1, "taken")).code())
                    .isEqualTo(RejectionCode.REQUEST_ID_REUSED);
            assertThat(node.consume(database.tenant(), 2, "taken").used()).isEqualTo(2);
        }

        @Test
        void of_many_at_once_on_two_nodes_is_counted_once() {
            var tenant = database.tenant();
            var nodes = List.of(node.ledger(), database.node(clock));

            var answers =
                    IntStream.range(0, 200)
                            .mapToObj(i ->
                                    nodes.get(i % 2)
                                            .submit(
                                                    new Consumption(
                                                            tenant, "calls", 3, "r" + i % 10)))
                            .map(CompletableFuture::join)
                            .distinct()
                            .toList();

            assertThat(answers).hasSize(10);
            assertThat(lifetime(tenant)).isEqualTo(30);
        }

        @Test
        void is_remembered_for_a_week_and_then_forgotten() throws Exception {
            var then = new TestClock("2031-01-01T10:00:00Z");
            try (var own = new LedgerDatabase()) {
                var tenant = own.tenant();
                var ledger = own.node(then);
                var caller = new LedgerCaller(ledger);
                caller.consume(tenant, 1, "once");

                then.set("2031-01-08T23:59:59Z");
                ledger.forgetOldRequests();
                assertThat(caller.consume(tenant, 1, "once").used()).isEqualTo(1);

                then.set("2031-01-09T00:00:00Z");
                ledger.forgetOldRequests();
                assertThat(caller.consume(tenant, 1, "once").used()).isEqualTo(2);
            }
        }

        @Test
        void finds_its_day_though_another_has_taken_it_for_over() throws Exception {
            try (var own = new LedgerDatabase()) {
                var tenant = own.tenant();
                var caller = new LedgerCaller(own.node(new TestClock(NOON)));
                caller.consume(tenant, 1);

                own.node(new TestClock("2031-01-09T00:00:00Z")).forgetOldRequests();

                assertThat(caller.consume(tenant, 1).used()).isEqualTo(2);
            }
        }
    }

    @Nested
    class Periods {

        @ParameterizedTest
        @CsvSource({
            "MINUTE, 2026-11-23T12:00:59.999Z, 2026-11-23T12:01:00Z",
            "HOUR, 2026-11-23T12:59:59.999Z, 2026-11-23T13:00:00Z",
            "DAY, 2026-11-23T23:59:59.999Z, 2026-11-24T00:00:00Z",
            "MONTH, 2026-11-30T23:59:59.999Z, 2026-12-01T00:00:00Z",
            "MONTH, 2026-12-31T23:59:59.999Z, 2027-01-01T00:00:00Z",
            "DAY, 2028-02-28T23:59:59.999Z, 2028-02-29T00:00:00Z",
            "MONTH, 2028-02-29T23:59:59.999Z, 2028-03-01T00:00:00Z",
            "MONTH, 2027-02-28T23:59:59.999Z, 2027-03-01T00:00:00Z"
        })
        void end_to_the_millisecond(
                io.voc.tenancy.contracts.plan.LimitPeriod period, String last, String next) {
            var tenant = database.tenant(hard("calls", 5, period));
            var time = new TestClock(last);
            try (var ledger = database.node(time)) {
                var caller = new LedgerCaller(ledger);
                assertThat(caller.consume(tenant, 5).until()).isEqualTo(next);
                caller.refusal(tenant, 1);

                time.set(next);
                assertThat(caller.consume(tenant, 5).used()).isEqualTo(5);
                caller.refusal(tenant, 1);
            }
        }

        @Test
        void that_are_over_are_kept() {
            var tenant = database.tenant();
            var time = new TestClock("2026-01-31T23:59:00Z");
            try (var ledger = database.node(time)) {
                var caller = new LedgerCaller(ledger);
                caller.consume(tenant, 3);
                time.set("2026-02-01T00:00:00Z");
                caller.consume(tenant, 4);
                time.set("2026-03-15T08:30:00Z");
                caller.consume(tenant, 5);
            }

            assertThat(past(tenant, "MONTH")).containsExactly(3L, 4L);
            assertThat(past(tenant, "DAY")).containsExactly(3L, 4L);
            assertThat(past(tenant, "HOUR")).containsExactly(3L, 4L);
            assertThat(lifetime(tenant)).isEqualTo(12);
        }

        @Test
        void do_not_open_again_for_a_node_whose_clock_is_behind() {
            var tenant = database.tenant(hard("calls", 5, MINUTE));
            var behind = new TestClock("2026-11-23T11:59:59Z");
            node.consume(tenant, 5);
            try (var ledger = database.node(behind)) {
                new LedgerCaller(ledger).refusal(tenant, 1);
            }
        }

        private List<Long> past(String tenantId, String period) {
            return database.jdbc
                    .sql(
                            """
                            SELECT used FROM command.usage_period
                            WHERE tenant_id = :id AND period = :period ORDER BY starts_at
                            """)
                    .param("id", tenantId)
                    .param("period", period)
                    .query((row, _) -> row.getLong(1))
                    .list();
        }
    }

    @Nested
    class Grants_ {

        @Test
        void are_used_after_the_allowance_the_low_priority_first_and_then_what_expires_first() {
            var tenant = database.tenant(hard("calls", 10, DAY));
            database.grant("gra_last", tenant, 5, 9, null);
            database.grant("gra_late", tenant, 5, 1, "2026-12-02T00:00:00Z");
            database.grant("gra_early", tenant, 5, 1, "2026-12-01T00:00:00Z");
            database.grant("gra_over", tenant, 5, 0, "2026-11-23T12:00:00Z");

            node.consume(tenant, 8);
            assertThat(database.left("gra_early")).isEqualTo(5);
            node.consume(tenant, 4);
            assertThat(database.left("gra_early")).isEqualTo(3);
            node.consume(tenant, 5);
            assertThat(database.left("gra_early")).isZero();
            assertThat(database.left("gra_late")).isEqualTo(3);

            assertThat(node.refusal(tenant, 9).code()).isEqualTo(RejectionCode.QUOTA_EXCEEDED);
            assertThat(database.left("gra_last")).isEqualTo(5);
            node.consume(tenant, 8);
            assertThat(database.left("gra_last") + database.left("gra_late")).isZero();
            assertThat(database.left("gra_over")).isEqualTo(5);
        }

        @Test
        void lift_the_limit_that_is_passed_most() {
            var tenant = database.tenant(hard("calls", 5, MINUTE), hard("calls", 7, DAY));
            database.grant("gra_both", tenant, 10, 1, null);

            node.consume(tenant, 9); // 4 past the minute's, 2 past the day's

            assertThat(database.left("gra_both")).isEqualTo(6);
        }
    }

    @Test
    void crossings_are_noted_once_for_each_threshold_and_period() {
        var tenant =
                database.tenant(
                        new io.voc.tenancy.contracts.plan.Limit(
                                "calls",
                                10,
                                DAY,
                                io.voc.tenancy.contracts.plan.Enforcement.HARD,
                                List.of(50, 80)));
        try (var other = database.node(Clock.fixed(clock.instant(), clock.getZone()))) {
            var nodes = List.of(node, new LedgerCaller(other));
            IntStream.range(0, 9).forEach(i -> nodes.get(i % 2).consume(tenant, 1));
            assertThat(crossed(tenant)).isEqualTo(2);

            nodes.forEach(caller -> caller.refusal(tenant, 2));
            assertThat(crossed(tenant)).isEqualTo(2);

            node.consume(tenant, 1);
            nodes.forEach(caller -> caller.refusal(tenant, 1));
            assertThat(crossed(tenant)).isEqualTo(3);
        }
        clock.advance(Duration.ofDays(1));
        node.consume(tenant, 5);
        assertThat(crossed(tenant)).isEqualTo(4);
    }

    @Test
    void a_request_for_too_much_reaches_no_limit_and_hides_nothing() {
        var tenant = database.tenant(hard("calls", 10, DAY));

        node.refusal(tenant, 11);
        assertThat(crossed(tenant)).isZero();

        node.consume(tenant, 10);
        assertThat(crossed(tenant)).isEqualTo(1);
        assertThat(
                        database.number(
                                "SELECT used FROM command.usage_crossing WHERE tenant_id = '"
                                        + tenant
                                        + "'"))
                .isEqualTo(10);
    }

    @Test
    void a_limit_that_is_lowered_to_what_is_used_is_told_of_when_it_refuses() {
        var tenant = database.tenant(hard("calls", 10, DAY));
        node.consume(tenant, 4);

        database.override(tenant, hard("calls", 3, DAY));
        node.refusal(tenant, 1);

        assertThat(crossed(tenant)).isEqualTo(1);
    }

    private long crossed(String tenantId) {
        return database.number(
                "SELECT count(*) FROM command.usage_crossing WHERE tenant_id = '" + tenantId + "'");
    }

    private long lifetime(String tenantId) {
        return database.number(
                "SELECT lifetime_used FROM command.usage_counter WHERE metric = 'calls' AND tenant_id = '"
                        + tenantId
                        + "'");
    }
}
