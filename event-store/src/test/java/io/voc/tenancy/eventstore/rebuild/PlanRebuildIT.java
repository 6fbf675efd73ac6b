package io.voc.tenancy.eventstore.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.plan.Enforcement;
import io.voc.tenancy.contracts.plan.Limit;
import io.voc.tenancy.contracts.plan.LimitPeriod;
import io.voc.tenancy.contracts.plan.PlanEvent.PlanCreated;
import io.voc.tenancy.contracts.plan.PlanEvent.PlanDeleted;
import io.voc.tenancy.contracts.plan.PlanEvent.PlanReplaced;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPlanChanged;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPurged;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantRegistered;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.eventstore.TestLog;
import io.voc.tenancy.eventstore.log.Append;
import io.voc.tenancy.eventstore.log.Appender;
import io.voc.tenancy.eventstore.log.BulkReader;
import io.voc.tenancy.eventstore.rebuild.RegisterComparison.Difference;
import io.voc.tenancy.eventstore.rebuild.RegisterComparison.Register;
import io.voc.tenancy.eventstore.register.EventChanges;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Plans, and who has them, made again from a log whose registers the appender kept. */
class PlanRebuildIT {

    private static final Limit KEYS = new Limit("api-keys", 10, null, Enforcement.HARD, List.of());
    private static final Limit MINUTES =
            new Limit("call-minutes", 5, LimitPeriod.MONTH, Enforcement.SOFT, List.of(80, 100));

    private final TestLog log = new TestLog();
    private final Appender appender = new Appender(log.pool(), Clock.systemUTC(), () -> {});
    private final RegisterRebuild registers =
            new RegisterRebuild(log.dataSource(), new BulkReader(log.dataSource(), 2), log::decode);
    private final Map<String, Long> sequences = new HashMap<>();

    @BeforeEach
    void tenants_who_came_before_the_plans_and_after() {
        store(
                registered("ten_1", "growth"),
                registered("ten_2", "of-old"),
                new PlanCreated("growth", null, List.of(KEYS)),
                new PlanReplaced("growth", "For more", List.of(MINUTES, KEYS)),
                new PlanCreated("starter", "To try", List.of()),
                new PlanCreated("gone", null, List.of(KEYS)),
                new PlanDeleted("gone"),
                registered("ten_3", "growth"),
                registered("ten_4", "starter"),
                registered("ten_5", "starter"),
                new TenantPlanChanged("ten_4", "growth"),
                new TenantPurged("ten_5", "slug-of-ten_5"));
    }

    @AfterEach
    void stop() {
        appender.close();
        log.close();
    }

    @Test
    void what_the_appender_kept_is_found_equal() throws SQLException {
        assertThat(registers.verify().isEqual()).isTrue();
        assertThat(plans())
                .containsExactly("growth 2 limits 3 tenants", "starter 0 limits 0 tenants");
        assertThat(gates())
                .containsExactly(
                        "ten_1 growth", "ten_2 of-old", "ten_3 growth", "ten_4 growth", "ten_5 ");
    }

    @Test
    void damage_is_named_and_mended() throws SQLException {
        var plans = plans();
        var gates = gates();
        log.tamper(
                "UPDATE command.plan SET tenants = 7, limits = '[]' WHERE name = 'growth'",
                "DELETE FROM command.plan WHERE name = 'starter'",
                "INSERT INTO command.plan VALUES ('of-old', '[]', 1)",
                "UPDATE command.tenant_gate SET plan = NULL WHERE tenant_id = 'ten_1'",
                "UPDATE command.tenant_gate SET plan = 'growth' WHERE tenant_id = 'ten_2'");

        var differed = registers.rebuild();

        assertThat(differed.registers().stream().filter(it -> it.name().equals("tenant_gate")))
                .containsExactly(
                        new Register(
                                "tenant_gate",
                                5,
                                2,
                                List.of(
                                        new Difference("ten_1", "(ACTIVE,,)", "(ACTIVE,,growth)"),
                                        new Difference(
                                                "ten_2", "(ACTIVE,,growth)", "(ACTIVE,,of-old)"))));
        assertThat(differed.registers().stream().filter(it -> it.name().equals("plan")))
                .singleElement()
                .satisfies(plan -> {
                    assertThat(plan.rows()).isEqualTo(2);
                    assertThat(plan.differences())
                            .extracting(Difference::key)
                            .containsExactly("growth", "of-old", "starter");
                });
        assertThat(registers.verify().isEqual()).isTrue();
        assertThat(plans()).isEqualTo(plans);
        assertThat(gates()).isEqualTo(gates);
    }

    @Test
    void registers_that_are_lost_come_back_from_the_log_alone() throws SQLException {
        var plans = plans();
        var gates = gates();
        log.tamper("TRUNCATE command.plan, command.tenant_gate, command.slug");

        registers.rebuild();

        assertThat(registers.verify().isEqual()).isTrue();
        assertThat(plans()).isEqualTo(plans);
        assertThat(gates()).isEqualTo(gates);
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

    private List<String> plans() throws SQLException {
        return log.strings(
                """
                SELECT name || ' ' || jsonb_array_length(limits) || ' limits ' || tenants || ' tenants'
                FROM command.plan ORDER BY name
                """);
    }

    private List<String> gates() throws SQLException {
        return log.strings(
                "SELECT tenant_id || ' ' || coalesce(plan, '') FROM command.tenant_gate ORDER BY tenant_id");
    }

    private static TenantRegistered registered(String tenantId, String plan) {
        return new TenantRegistered(
                tenantId,
                "slug-of-" + tenantId,
                "Acme",
                "ops@acme.example",
                "eu-central",
                plan,
                Map.of(),
                TenantStatus.ACTIVE);
    }
}
