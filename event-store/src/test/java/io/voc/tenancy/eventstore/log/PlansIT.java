package io.voc.tenancy.eventstore.log;

import static io.voc.tenancy.eventstore.log.Plans.created;
import static io.voc.tenancy.eventstore.log.Plans.deleted;
import static io.voc.tenancy.eventstore.log.Plans.hard;
import static io.voc.tenancy.eventstore.log.Plans.issued;
import static io.voc.tenancy.eventstore.log.Plans.registered;
import static io.voc.tenancy.eventstore.log.Plans.replaced;
import static io.voc.tenancy.eventstore.log.Plans.soft;
import static io.voc.tenancy.eventstore.log.WholeLog.assertRegistersFollow;
import static io.voc.tenancy.eventstore.register.CountedResource.AI_AGENTS;
import static io.voc.tenancy.eventstore.register.CountedResource.API_KEYS;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import static java.util.Objects.requireNonNull;

import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.plan.Enforcement;
import io.voc.tenancy.contracts.plan.Limit;
import io.voc.tenancy.contracts.plan.LimitPeriod;
import io.voc.tenancy.contracts.rejection.FieldFault;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantDeleted;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPlanChanged;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPurged;
import io.voc.tenancy.eventstore.TestLog;
import io.voc.tenancy.eventstore.register.Condition;
import io.voc.tenancy.eventstore.register.Condition.PlanExists;
import io.voc.tenancy.eventstore.register.Condition.PlanUnused;
import io.voc.tenancy.eventstore.register.Condition.WithinLimit;
import io.voc.tenancy.eventstore.register.TenantResource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;

class PlansIT {

    private static final Condition WITHIN = new WithinLimit(new TenantResource("ten_1", API_KEYS));

    private final TestLog log = new TestLog();
    private final Nodes nodes = new Nodes(log);

    @AfterEach
    void stop() {
        nodes.close();
        log.close();
    }

    @Test
    void who_wants_a_plan_that_is_not_there_learns_which_field_is_wrong() throws SQLException {
        var refusal = refusal(append(registered("ten_1", "growth"), 0, new PlanExists("growth")));

        assertThat(refusal.code()).isEqualTo(RejectionCode.VALIDATION_FAILED);
        assertThat(refusal.faults())
                .containsExactly(new FieldFault("/plan", "There is no plan growth"));
    }

    @Test
    void who_reaches_a_limit_learns_of_what_and_how_many() throws SQLException {
        store(created("growth", hard(AI_AGENTS, 0), hard(API_KEYS, 1)), 0);
        store(registered("ten_1", "growth"), 0);
        store(issued("key_1", "ten_1"), 0, WITHIN);

        var refusal = refusal(append(issued("key_2", "ten_1"), 0, WITHIN));

        assertThat(refusal.code()).isEqualTo(RejectionCode.LIMIT_REACHED);
        assertThat(refusal.detail()).isEqualTo("Tenant ten_1 may have no more than 1 api-keys");
    }

    @Test
    void who_deletes_a_plan_in_use_learns_by_how_many_until_they_are_purged_or_gone()
            throws SQLException {
        store(created("growth"), 0);
        store(created("starter"), 0);
        store(registered("ten_1", "growth"), 0);
        store(registered("ten_2", "growth"), 0);
        var deletion = append(deleted("growth"), 1, new PlanUnused("growth"));

        var refusal = refusal(deletion);
        assertThat(refusal.code()).isEqualTo(RejectionCode.PLAN_IN_USE);
        assertThat(refusal.detail()).isEqualTo("The plan growth has 2 tenants");

        store(new TenantPurged("ten_1", "slug-of-ten_1"), 1);
        assertThat(refusal(deletion).detail()).isEqualTo("The plan growth has 1 tenant");
        store(new TenantPlanChanged("ten_2", "starter"), 1);
        store(deletion);

        assertThat(log.number("SELECT count(*) FROM command.plan WHERE name = 'growth'")).isZero();
        assertThat(log.number("SELECT tenants FROM command.plan WHERE name = 'starter'"))
                .isEqualTo(1);
        assertThat(log.number("SELECT count(*) FROM command.tenant_gate WHERE plan IS NULL"))
                .isEqualTo(1);
        assertRegistersFollow(log);
    }

    @Test
    void a_tenant_that_is_purged_twice_frees_its_plan_once() throws SQLException {
        store(created("growth"), 0);
        store(registered("ten_1", "growth"), 0);
        store(registered("ten_2", "growth"), 0);

        store(new TenantPurged("ten_1", "slug-of-ten_1"), 1);
        store(new TenantPurged("ten_1", "slug-of-ten_1"), 2);

        assertThat(log.number("SELECT tenants FROM command.plan")).isEqualTo(1);
        assertRegistersFollow(log);
    }

    @Test
    void soft_limits_and_limits_of_periods_refuse_nothing() throws SQLException {
        var aDay = new Limit(API_KEYS.metric(), 0, LimitPeriod.DAY, Enforcement.HARD, List.of());
        store(created("growth", soft(API_KEYS, 0), aDay), 0);
        store(registered("ten_1", "growth"), 0);

        store(issued("key_1", "ten_1"), 0, WITHIN);

        store(replaced("growth", soft(API_KEYS, 5), hard(API_KEYS, 1), aDay), 1);
        assertThat(refusal(append(issued("key_2", "ten_1"), 0, WITHIN)).code())
                .isEqualTo(RejectionCode.LIMIT_REACHED);
    }

    @Test
    void a_tenant_and_what_it_has_from_the_start_are_judged_by_the_plan_it_gets()
            throws SQLException {
        store(created("none", hard(API_KEYS, 0)), 0);
        store(created("one", hard(API_KEYS, 1)), 0);

        assertThat(refusal(registeredWithKey("none")).code())
                .isEqualTo(RejectionCode.LIMIT_REACHED);
        store(registeredWithKey("one"));
        assertRegistersFollow(log);
    }

    @Test
    void a_plan_that_tenants_had_before_it_was_there_limits_and_counts_them_at_once()
            throws SQLException {
        store(registered("ten_1", "growth"), 0);
        store(registered("ten_2", "growth"), 0);
        store(issued("key_1", "ten_1"), 0, WITHIN);
        assertThat(refusal(append(created("other"), 0, new PlanUnused("growth"))).detail())
                .isEqualTo("The plan growth has 2 tenants");

        store(created("growth", hard(API_KEYS, 1)), 0);

        assertThat(log.number("SELECT tenants FROM command.plan")).isEqualTo(2);
        assertThat(refusal(append(issued("key_2", "ten_1"), 0, WITHIN)).code())
                .isEqualTo(RejectionCode.LIMIT_REACHED);
        assertRegistersFollow(log);
    }

    @Test
    void a_deleted_tenant_on_another_plan_is_purged_when_it_was_to_be() throws SQLException {
        store(created("starter"), 0);
        store(registered("ten_1", "growth"), 0);
        store(new TenantDeleted("ten_1", null, Instant.parse("2030-01-01T00:00:00.5Z")), 1);

        store(new TenantPlanChanged("ten_1", "starter"), 2);

        assertThat(
                        log.number(
                                """
                                SELECT count(*) FROM command.tenant_gate WHERE status = 'DELETED'
                                    AND purge_after = '2030-01-01T00:00:00.5Z' AND plan = 'starter'
                                """))
                .isEqualTo(1);
        assertRegistersFollow(log);
    }

    @Test
    void limits_are_there_for_others_as_json() throws SQLException {
        store(
                created(
                        "growth",
                        hard(API_KEYS, 1),
                        new Limit("calls", 2, LimitPeriod.MONTH, Enforcement.SOFT, List.of(80))),
                0);

        assertThat(
                        log.number(
                                """
                                SELECT count(*) FROM command.plan WHERE limits =
                                '[{"metric": "api-keys", "amount": 1, "enforcement": "HARD", "warnAtPercent": []},
                                  {"metric": "calls", "amount": 2, "period": "MONTH", "enforcement": "SOFT",
                                   "warnAtPercent": [80]}]'
                                """))
                .isEqualTo(1);
    }

    private Append registeredWithKey(String plan) {
        var events = List.of(registered("ten_1", plan), issued("key_1", "ten_1"));
        var stored = events.stream().map(event -> log.event(event, 0)).toList();
        return Plans.append(stored, events, new PlanExists(plan), WITHIN);
    }

    private void store(DomainEvent event, long sequence, Condition... conditions) {
        store(append(event, sequence, conditions));
    }

    private void store(Append append) {
        nodes.first().submit(append).join();
    }

    private Rejection refusal(Append append) {
        var failure =
                catchThrowableOfType(
                        CompletionException.class, () -> nodes.first().submit(append).join());
        return (Rejection) requireNonNull(failure.getCause());
    }

    private Append append(DomainEvent event, long sequence, Condition... conditions) {
        return Plans.append(log, event, sequence, conditions);
    }
}
