package io.voc.tenancy.command.usage;

import static io.voc.tenancy.command.usage.LedgerDatabase.hard;
import static io.voc.tenancy.command.usage.LedgerDatabase.soft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voc.tenancy.command.usage.LedgerEntry.Extension;
import io.voc.tenancy.command.usage.LedgerEntry.Release;
import io.voc.tenancy.command.usage.LedgerEntry.Reservation;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.contracts.tenant.TenantStatus;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReservationIT {

    private static final long TTL = 60;

    private final LedgerDatabase database = new LedgerDatabase();
    private final TestClock clock = new TestClock("2026-11-23T12:00:00Z");
    private final LedgerCaller node = new LedgerCaller(database.node(clock));
    private final LedgerCaller other = new LedgerCaller(database.node(clock));
    private final AtomicInteger ids = new AtomicInteger();

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void of_a_thousand_callers_for_fifty_places_on_two_nodes_fifty_get_one() {
        var tenant = database.tenant(hard("concurrent-calls", 50, null));

        var outcomes =
                IntStream.range(0, 1_000)
                        .mapToObj(i ->
                                (i % 2 == 0 ? node : other).ledger().submit(reservation(tenant)))
                        .toList();

        assertThat(outcomes.stream().filter(ReservationIT::isGranted)).hasSize(50);
        assertThat(taken(tenant)).isEqualTo(50);
    }

    @Test
    void a_place_is_free_when_its_time_is_over_also_for_a_node_that_just_started() {
        var tenant = database.tenant(hard("concurrent-calls", 1, null));
        node.write(reservation(tenant));

        clock.advance(Duration.ofSeconds(TTL).minusMillis(1));
        assertThat(other.refusal(reservation(tenant)).code())
                .isEqualTo(RejectionCode.QUOTA_EXCEEDED);

        clock.advance(Duration.ofMillis(1));
        try (var started = database.node(clock)) {
            assertThat(new LedgerCaller(started).write(reservation(tenant)).used()).isEqualTo(1);
        }
    }

    @Test
    void a_place_that_is_kept_stays_and_one_that_has_ended_can_not_be_kept() {
        var tenant = database.tenant(hard("concurrent-calls", 1, null));
        var taken = reservation(tenant);
        node.write(taken);

        clock.advance(Duration.ofSeconds(TTL - 1));
        var kept = other.write(extension(taken));
        assertThat(kept.until()).isEqualTo(clock.instant().plusSeconds(TTL));

        clock.advance(Duration.ofSeconds(TTL));
        assertThat(node.refusal(extension(taken)).code())
                .isEqualTo(RejectionCode.RESERVATION_ENDED);
    }

    @Test
    void a_place_is_not_kept_that_ended_and_was_given_away_while_its_holder_had_to_wait()
            throws Exception {
        var tenant = database.tenant(hard("concurrent-calls", 1, null));
        var ended = reservation(tenant);
        node.write(ended);
        clock.advance(Duration.ofSeconds(TTL - 1));

        try (var another = database.pool.getConnection()) {
            another.setAutoCommit(false);
            execute(
                    another,
                    "SELECT FROM command.usage_counter WHERE tenant_id = '%s' FOR UPDATE"
                            .formatted(tenant));
            var kept = node.ledger().submit(extension(ended));
            await().until(this::isSomebodyWaiting);
            clock.advance(Duration.ofSeconds(2));
            execute(
                    another,
                    """
                    INSERT INTO command.usage_reservation (reservation_id, tenant_id, metric, expires_at)
                    VALUES ('rsv_given_away', '%s', 'concurrent-calls', '%s')
                    """
                            .formatted(tenant, clock.instant().plusSeconds(TTL)));
            another.commit();

            assertThat(kept.handle((_, refusal) -> refusal).join())
                    .isInstanceOfSatisfying(
                            Rejection.class,
                            refusal ->
                                    assertThat(refusal.code())
                                            .isEqualTo(RejectionCode.RESERVATION_ENDED));
        }
        assertThat(taken(tenant)).isEqualTo(1);
    }

    @Test
    void a_place_that_is_given_back_is_free_and_giving_it_back_again_changes_nothing() {
        var tenant = database.tenant(hard("concurrent-calls", 1, null));
        var first = reservation(tenant);
        node.write(first);

        other.write(release(first));
        var second = reservation(tenant);
        assertThat(node.write(second).used()).isEqualTo(1);
        node.write(release(first));

        assertThat(taken(tenant)).isEqualTo(1);
    }

    @Test
    void a_request_that_comes_again_gets_the_place_that_it_got() {
        var tenant = database.tenant(hard("concurrent-calls", 5, null));
        var one = new Reservation("rsv_a" + tenant, tenant, "concurrent-calls", TTL, "the same");
        var again = new Reservation("rsv_b" + tenant, tenant, "concurrent-calls", TTL, "the same");

        assertThat(node.write(one)).isEqualTo(other.write(again));
        assertThat(taken(tenant)).isEqualTo(1);
    }

    @Test
    void a_suspended_tenant_gives_back_what_it_has_and_gets_nothing() {
        var tenant = database.tenant(hard("concurrent-calls", 5, null));
        var taken = reservation(tenant);
        node.write(taken);

        database.set(tenant, TenantStatus.SUSPENDED);

        assertThat(node.refusal(reservation(tenant)).code())
                .isEqualTo(RejectionCode.TENANT_SUSPENDED);
        assertThat(node.refusal(extension(taken)).code()).isEqualTo(RejectionCode.TENANT_SUSPENDED);
        node.write(release(taken));
        assertThat(taken(tenant)).isZero();
    }

    @Test
    void a_soft_limit_is_passed() {
        var tenant = database.tenant(soft("concurrent-calls", 1, null));
        node.write(reservation(tenant));

        assertThat(node.write(reservation(tenant)))
                .extracting(LedgerAnswer::used, LedgerAnswer::limit, LedgerAnswer::remaining)
                .isEqualTo(List.of(2L, 1L, 0L));
    }

    @Test
    void a_place_that_never_was_is_not_found() {
        var tenant = database.tenant();

        assertThat(node.refusal(release(reservation(tenant))).code())
                .isEqualTo(RejectionCode.NOT_FOUND);
    }

    private boolean isSomebodyWaiting() {
        return database.number(
                        """
                        SELECT count(*) FROM pg_stat_activity
                        WHERE datname = current_database() AND wait_event_type = 'Lock'
                        """)
                > 0;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Reservation reservation(String tenantId) {
        var id = "rsv_" + ids.incrementAndGet();
        return new Reservation(id, tenantId, "concurrent-calls", TTL, id);
    }

    private static Extension extension(Reservation of) {
        return new Extension(of.reservationId(), of.tenantId(), of.metric(), TTL);
    }

    private static Release release(Reservation of) {
        return new Release(of.reservationId(), of.tenantId(), of.metric());
    }

    private static boolean isGranted(CompletableFuture<LedgerAnswer> outcome) {
        return outcome.handle((_, refusal) -> refusal == null).join();
    }

    private long taken(String tenantId) {
        return database.jdbc
                .sql(
                        """
                        SELECT count(*) FROM command.usage_reservation
                        WHERE tenant_id = :id AND expires_at > :now::timestamptz
                        """)
                .param("id", tenantId)
                .param("now", clock.instant().toString())
                .query((row, _) -> row.getLong(1))
                .single();
    }
}
