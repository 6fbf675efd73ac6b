package io.voc.tenancy.command.usage;

import static io.voc.tenancy.command.usage.LedgerDatabase.hard;
import static io.voc.tenancy.contracts.plan.LimitPeriod.DAY;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voc.tenancy.command.usage.LedgerEntry.Consumption;
import io.voc.tenancy.command.usage.LedgerEntry.Correction;
import io.voc.tenancy.contracts.plan.Enforcement;
import io.voc.tenancy.contracts.plan.Limit;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.contracts.usage.UsageEvent.UsageCorrected;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** What was counted can be corrected, once, in the periods that it was wrong in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorrectionIT {

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

    @Test
    void counts_in_all_periods_of_now_and_passes_a_hard_limit() {
        var tenant = database.tenant(hard("calls", 10, DAY));
        node.consume(tenant, 8);

        assertThat(node.write(correction(tenant, 7, NOON)))
                .extracting(LedgerAnswer::used, LedgerAnswer::remaining)
                .containsExactly(15L, 0L);
        assertThat(now(tenant)).containsExactly(15L, 15L, 15L, 15L, 15L);
        assertThat(node.refusal(tenant, 1).code()).isEqualTo(RejectionCode.QUOTA_EXCEEDED);
    }

    @Test
    void makes_room_where_too_much_was_counted() {
        var tenant = database.tenant(hard("calls", 10, DAY));
        node.consume(tenant, 10);

        node.write(correction(tenant, -4, NOON));

        assertThat(node.consume(tenant, 4).remaining()).isZero();
    }

    @Test
    void of_the_past_leaves_later_periods_as_they_are() {
        var tenant = database.tenant();
        clock.set("2026-11-22T10:00:00Z");
        node.consume(tenant, 20);
        clock.set(NOON);
        node.consume(tenant, 5);

        node.write(correction(tenant, -8, "2026-11-22T10:59:59.999Z"));
        node.write(correction(tenant, 3, "2026-10-31T23:59:59.999Z"));

        assertThat(now(tenant)).containsExactly(5L, 5L, 5L, 17L, 20L);
        assertThat(past(tenant))
                .containsExactly(
                        "DAY 2026-10-31 3",
                        "DAY 2026-11-22 12",
                        "HOUR 2026-10-31 3",
                        "HOUR 2026-11-22 12",
                        "MONTH 2026-10-01 3");
    }

    @Test
    void leaves_no_period_below_zero() {
        var tenant = database.tenant();
        clock.set("2026-11-22T10:00:00Z");
        node.consume(tenant, 20);
        clock.set(NOON);
        node.consume(tenant, 5);

        node.write(correction(tenant, -7, NOON));
        node.write(correction(tenant, -100, "2026-11-22T10:00:00Z"));
        node.write(correction(tenant, -1, "2026-11-21T10:00:00Z"));

        assertThat(now(tenant)).containsExactly(0L, 0L, 0L, 0L, 0L);
        assertThat(past(tenant))
                .as("of a day on which nothing was counted, nothing is stored")
                .containsExactly("DAY 2026-11-22 0", "HOUR 2026-11-22 0");
    }

    @Test
    void several_of_one_past_day_are_judged_in_their_order() {
        var tenant = database.tenant();
        node.consume(tenant, 1);

        IntStream.of(-10, 5, -3)
                .mapToObj(amount -> correction(tenant, amount, "2026-11-20T10:00:00Z"))
                .map(entry -> node.ledger().submit(entry))
                .toList()
                .forEach(CompletableFuture::join);

        assertThat(past(tenant)).containsExactly("DAY 2026-11-20 2", "HOUR 2026-11-20 2");
    }

    @Test
    void by_anothers_clock_that_is_ahead_is_of_now() {
        var tenant = database.tenant();

        node.write(correction(tenant, 3, "2026-11-23T12:01:00Z"));

        assertThat(now(tenant)).containsExactly(3L, 3L, 3L, 3L, 3L);
    }

    @Test
    void counts_once_though_it_is_asked_for_by_who_recorded_it_and_by_who_follows_the_log() {
        var tenant = database.tenant();
        var entry = correction(tenant, 6, NOON);
        var other = database.node(clock);
        var event =
                new UsageCorrected(
                        entry.correctionId(), tenant, "calls", 6, entry.occurredAt(), "Why");

        new Corrections(node.ledger()).countSoon(entry);
        new WhenUsageCorrectedThenCountIt(new Corrections(other)).on(event);
        new WhenUsageCorrectedThenCountIt(new Corrections(node.ledger())).on(event);

        assertThat(now(tenant)).containsOnly(6L);
    }

    @Test
    void is_counted_though_a_request_has_its_id() {
        var tenant = database.tenant();
        var entry = correction(tenant, 6, NOON);
        node.consume(tenant, 1, entry.correctionId());

        node.write(entry);

        assertThat(now(tenant)).containsOnly(7L);
    }

    @Test
    void is_asked_for_again_when_the_ledger_is_away() {
        var tenant = database.tenant();
        var stopped = database.node(clock);
        stopped.close();

        assertThatThrownBy(() -> new Corrections(stopped).count(correction(tenant, 6, NOON)))
                .hasMessageContaining("stopping");
        new Corrections(stopped).countSoon(correction(tenant, 6, NOON));
        assertThat(node.consume(tenant, 1).used()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"PENDING", "SUSPENDED", "DELETED"})
    void is_counted_whatever_becomes_of_the_tenant(TenantStatus status) {
        var tenant = database.tenant();
        node.consume(tenant, 1);
        database.set(tenant, status);

        new Corrections(node.ledger()).count(correction(tenant, 6, NOON));

        assertThat(now(tenant)).containsOnly(7L);
    }

    @Test
    void of_a_purged_tenant_is_over() {
        var tenant = database.tenant();
        database.set(tenant, TenantStatus.PURGED);

        new Corrections(node.ledger()).count(correction(tenant, 6, NOON));

        assertThat(now(tenant)).isEmpty();
    }

    @Test
    void tells_of_thresholds_that_it_reaches_and_takes_none_back() {
        var limit = new Limit("calls", 10, DAY, Enforcement.HARD, List.of(50));
        var tenant = database.tenant(limit);

        node.write(correction(tenant, 6, "2026-11-22T10:00:00Z"));
        assertThat(crossings(tenant)).isEmpty();
        node.write(correction(tenant, 6, NOON));
        assertThat(crossings(tenant)).containsExactly("50 at 6");

        node.write(correction(tenant, -6, NOON));
        node.consume(tenant, 7);
        assertThat(crossings(tenant)).as("told once a day").containsExactly("50 at 6");
        node.write(correction(tenant, 20, NOON));
        assertThat(crossings(tenant)).containsExactly("100 at 27", "50 at 6");
    }

    @Test
    void draws_on_no_grant_and_gives_none_back() {
        var tenant = database.tenant(hard("calls", 10, DAY));
        database.grant("gra_correction", tenant, 5, 1, null);

        node.write(correction(tenant, 12, NOON));
        assertThat(database.left("gra_correction")).isEqualTo(5);
        node.write(new Consumption(tenant, "calls", 1, "over"));
        node.write(correction(tenant, -13, NOON));
        assertThat(database.left("gra_correction")).isLessThan(5);
    }

    private static Correction correction(String tenantId, long amount, String occurredAt) {
        return new Correction(
                "cor_" + UUID.randomUUID(), tenantId, "calls", amount, Instant.parse(occurredAt));
    }

    /** Of the minute, hour, day, month and of all time. */
    private List<Long> now(String tenantId) {
        return database.jdbc
                .sql(
                        """
                        SELECT unnest(ARRAY[minute_used, hour_used, day_used, month_used, lifetime_used])
                        FROM command.usage_counter WHERE tenant_id = :id
                        """)
                .param("id", tenantId)
                .query((row, _) -> row.getLong(1))
                .list();
    }

    private List<String> past(String tenantId) {
        return texts(
                "SELECT period || ' ' || (starts_at AT TIME ZONE 'UTC')::date || ' ' || used FROM command.usage_period",
                tenantId);
    }

    private List<String> crossings(String tenantId) {
        return texts("SELECT percent || ' at ' || used FROM command.usage_crossing", tenantId);
    }

    private List<String> texts(String query, String tenantId) {
        return database
                .jdbc
                .sql(query + " WHERE tenant_id = :id")
                .param("id", tenantId)
                .query((row, _) -> row.getString(1))
                .list()
                .stream()
                .sorted()
                .toList();
    }
}
