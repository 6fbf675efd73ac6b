package io.voc.tenancy.eventstore.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.plan.Enforcement;
import io.voc.tenancy.contracts.plan.GrantEvent.GrantAdded;
import io.voc.tenancy.contracts.plan.Limit;
import io.voc.tenancy.contracts.plan.TenantLimitsEvent.TenantLimitsReplaced;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPurged;
import io.voc.tenancy.eventstore.TestLog;
import io.voc.tenancy.eventstore.log.Append;
import io.voc.tenancy.eventstore.log.Appender;
import io.voc.tenancy.eventstore.log.BulkReader;
import io.voc.tenancy.eventstore.rebuild.RegisterComparison.Difference;
import io.voc.tenancy.eventstore.register.EventChanges;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tenants' own limits and grants, made again from a log whose registers the appender kept. */
class OverrideRebuildIT {

    private static final Limit KEYS = new Limit("api-keys", 10, null, Enforcement.HARD, List.of());
    private static final Instant SOME_TIME = Instant.parse("2030-01-01T00:00:00.5Z");

    private final TestLog log = new TestLog();
    private final Appender appender = new Appender(log.pool(), Clock.systemUTC(), () -> {});
    private final RegisterRebuild registers =
            new RegisterRebuild(log.dataSource(), new BulkReader(log.dataSource(), 2), log::decode);
    private final Map<String, Long> sequences = new HashMap<>();

    @BeforeEach
    void tenants_with_limits_and_grants() {
        store(
                new TenantLimitsReplaced("ten_1", List.of(KEYS)),
                new TenantLimitsReplaced("ten_2", List.of(KEYS)),
                new TenantLimitsReplaced("ten_2", List.of()),
                new TenantLimitsReplaced("ten_3", List.of(KEYS)),
                new GrantAdded("gra_1", "ten_1", "calls", 100, 50, null, null),
                new GrantAdded("gra_2", "ten_1", "calls", 200, 10, SOME_TIME, "Sorry"),
                new GrantAdded("gra_3", "ten_3", "calls", 300, 0, null, null),
                new TenantPurged("ten_3", "slug-of-ten_3"));
    }

    @AfterEach
    void stop() {
        appender.close();
        log.close();
    }

    @Test
    void what_the_appender_kept_is_found_equal_however_much_was_drawn() throws SQLException {
        log.tamper("UPDATE command.tenant_grant SET remaining = 7 WHERE grant_id = 'gra_1'");

        assertThat(registers.verify().isEqual()).isTrue();
        registers.rebuild();

        assertThat(limits()).containsExactly("ten_1 10");
        assertThat(grants()).containsExactly("gra_1 100 50 7", "gra_2 200 10 200");
    }

    @Test
    void damage_is_mended_and_what_is_left_of_grants_is_kept() throws SQLException {
        log.tamper(
                "UPDATE command.tenant_limit SET limits = '[]'",
                "INSERT INTO command.tenant_limit VALUES ('ten_2', '[]')",
                "UPDATE command.tenant_grant SET remaining = 7, priority = 1 WHERE grant_id = 'gra_1'",
                "DELETE FROM command.tenant_grant WHERE grant_id = 'gra_2'",
                "INSERT INTO command.tenant_grant VALUES ('gra_3', 'ten_3', 'calls', 300, 0, NULL, 5)");

        var differed = registers.rebuild();

        assertThat(keys(differed, "tenant_limit")).containsExactly("ten_1", "ten_2");
        assertThat(keys(differed, "tenant_grant")).containsExactly("gra_1", "gra_2", "gra_3");
        assertThat(registers.verify().isEqual()).isTrue();
        assertThat(limits()).containsExactly("ten_1 10");
        assertThat(grants()).containsExactly("gra_1 100 50 7", "gra_2 200 10 200");
    }

    @Test
    void registers_that_are_lost_come_back_from_the_log_alone() throws SQLException {
        log.tamper("TRUNCATE command.tenant_limit, command.tenant_grant");

        registers.rebuild();

        assertThat(registers.verify().isEqual()).isTrue();
        assertThat(limits()).containsExactly("ten_1 10");
        assertThat(grants()).containsExactly("gra_1 100 50 100", "gra_2 200 10 200");
    }

    private void store(DomainEvent... events) {
        for (var event : events) {
            var sequence = sequences.merge(event.aggregateId(), 0L, (last, _) -> last + 1);
            appender.submit(
                            new Append(
                                    List.of(log.event(event, sequence)),
                                    List.of(),
                                    EventChanges.of(event)))
                    .join();
        }
    }

    private static List<String> keys(RegisterComparison comparison, String register) {
        return comparison.registers().stream()
                .filter(it -> it.name().equals(register))
                .flatMap(it -> it.differences().stream())
                .map(Difference::key)
                .toList();
    }

    private List<String> limits() throws SQLException {
        return log.strings(
                "SELECT tenant_id || ' ' || (limits -> 0 ->> 'amount') FROM command.tenant_limit ORDER BY tenant_id");
    }

    private List<String> grants() throws SQLException {
        return log.strings(
                "SELECT concat_ws(' ', grant_id, amount, priority, remaining) FROM command.tenant_grant ORDER BY grant_id");
    }
}
