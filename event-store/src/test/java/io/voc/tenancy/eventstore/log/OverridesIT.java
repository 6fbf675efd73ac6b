package io.voc.tenancy.eventstore.log;

import static io.voc.tenancy.eventstore.log.Plans.created;
import static io.voc.tenancy.eventstore.log.Plans.granted;
import static io.voc.tenancy.eventstore.log.Plans.hard;
import static io.voc.tenancy.eventstore.log.Plans.issued;
import static io.voc.tenancy.eventstore.log.Plans.overridden;
import static io.voc.tenancy.eventstore.log.Plans.registered;
import static io.voc.tenancy.eventstore.log.Plans.replaced;
import static io.voc.tenancy.eventstore.log.Plans.soft;
import static io.voc.tenancy.eventstore.log.WholeLog.assertRegistersFollow;
import static io.voc.tenancy.eventstore.register.CountedResource.AI_AGENTS;
import static io.voc.tenancy.eventstore.register.CountedResource.API_KEYS;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.plan.Enforcement;
import io.voc.tenancy.contracts.plan.Limit;
import io.voc.tenancy.contracts.plan.LimitPeriod;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPurged;
import io.voc.tenancy.eventstore.TestLog;
import io.voc.tenancy.eventstore.register.Condition;
import io.voc.tenancy.eventstore.register.Condition.WithinLimit;
import io.voc.tenancy.eventstore.register.TenantResource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.stream.Stream;

/** A tenant's own limits, and its grants, as commits read and write them. */
class OverridesIT {

    private static final Condition WITHIN = new WithinLimit(new TenantResource("ten_1", API_KEYS));
    private static final Limit A_DAY =
            new Limit(API_KEYS.metric(), 0, LimitPeriod.DAY, Enforcement.HARD, List.of());

    private final TestLog log = new TestLog();
    private final Nodes nodes = new Nodes(log);

    @AfterEach
    void stop() {
        nodes.close();
        log.close();
    }

    static Stream<Arguments> limits() {
        return Stream.of(
                Arguments.of(hard(API_KEYS, 1), List.of(hard(API_KEYS, 0)), "limit-reached"),
                Arguments.of(hard(API_KEYS, 0), List.of(hard(API_KEYS, 1)), "stored"),
                Arguments.of(hard(API_KEYS, 0), List.of(soft(API_KEYS, 0)), "stored"),
                Arguments.of(soft(API_KEYS, 0), List.of(hard(API_KEYS, 0)), "limit-reached"),
                Arguments.of(hard(API_KEYS, 0), List.of(hard(AI_AGENTS, 9)), "limit-reached"),
                Arguments.of(hard(API_KEYS, 1), List.of(hard(AI_AGENTS, 0), A_DAY), "stored"));
    }

    @ParameterizedTest(name = "{0}, overridden by {1}")
    @MethodSource("limits")
    void a_tenants_own_limit_counts_in_place_of_its_plans(
            Limit ofPlan, List<Limit> own, String outcome) throws Exception {
        store(created("growth", ofPlan), 0);
        store(registered("ten_1", "growth"), 0);
        store(overridden("ten_1", own.toArray(Limit[]::new)), 0);

        assertThat(Nodes.outcome(nodes.first().submit(append(issued("key_1", "ten_1"), 0, WITHIN))))
                .isEqualTo(outcome);
        assertRegistersFollow(log);
    }

    @Test
    void it_counts_for_that_tenant_alone_and_until_it_is_taken_away() throws Exception {
        store(created("growth", hard(API_KEYS, 0)), 0);
        store(registered("ten_1", "growth"), 0);
        store(registered("ten_2", "growth"), 0);
        store(overridden("ten_1", hard(API_KEYS, 1)), 0);
        var other = new WithinLimit(new TenantResource("ten_2", API_KEYS));

        assertThat(outcome(append(issued("key_2", "ten_2"), 0, other))).isEqualTo("limit-reached");
        store(overridden("ten_1"), 1);

        assertThat(outcome(append(issued("key_1", "ten_1"), 0, WITHIN))).isEqualTo("limit-reached");
        assertThat(log.number("SELECT count(*) FROM command.tenant_limit")).isZero();
        assertRegistersFollow(log);
    }

    @Test
    void what_a_batch_changes_counts_for_what_comes_after_it_in_the_batch() throws Exception {
        store(created("growth", hard(API_KEYS, 0)), 0);
        store(registered("ten_1", "growth"), 0);

        var outcomes =
                OneBatch.outcomes(
                        log,
                        nodes.first(),
                        append(registered("ten_2", "growth"), 0),
                        List.of(
                                append(issued("key_1", "ten_1"), 0, WITHIN),
                                append(overridden("ten_1", hard(API_KEYS, 1)), 0),
                                append(issued("key_2", "ten_1"), 0, WITHIN),
                                append(issued("key_3", "ten_1"), 0, WITHIN),
                                append(overridden("ten_1"), 1),
                                append(replaced("growth", hard(API_KEYS, 2)), 1),
                                append(issued("key_4", "ten_1"), 0, WITHIN),
                                append(issued("key_5", "ten_1"), 0, WITHIN)));

        assertThat(outcomes)
                .containsExactly(
                        "stored",
                        "limit-reached",
                        "stored",
                        "stored",
                        "limit-reached",
                        "stored",
                        "stored",
                        "stored",
                        "limit-reached");
        assertRegistersFollow(log);
    }

    @Test
    void a_commit_that_brings_its_own_limit_is_judged_by_it() throws Exception {
        store(created("growth", hard(API_KEYS, 0)), 0);
        store(registered("ten_1", "growth"), 0);
        var events = List.of(overridden("ten_1", hard(API_KEYS, 1)), issued("key_1", "ten_1"));
        var stored = events.stream().map(event -> log.event(event, 0)).toList();

        assertThat(outcome(Plans.append(stored, events, WITHIN))).isEqualTo("stored");
        assertRegistersFollow(log);
    }

    @Test
    void a_grant_begins_whole_and_goes_with_its_tenant_as_the_tenants_limits_do() throws Exception {
        store(created("growth"), 0);
        store(registered("ten_1", "growth"), 0);
        store(registered("ten_2", "growth"), 0);
        store(overridden("ten_1", hard(API_KEYS, 1)), 0);
        store(granted("gra_1", "ten_1", 5), 0);
        store(granted("gra_2", "ten_2", 7), 0);
        assertThat(log.number("SELECT sum(remaining) FROM command.tenant_grant")).isEqualTo(12);

        store(new TenantPurged("ten_1", "slug-of-ten_1"), 1);

        assertThat(log.number("SELECT sum(remaining) FROM command.tenant_grant")).isEqualTo(7);
        assertThat(log.number("SELECT count(*) FROM command.tenant_limit")).isZero();
        assertRegistersFollow(log);
    }

    private void store(DomainEvent event, long sequence) {
        nodes.first().submit(append(event, sequence)).join();
    }

    private String outcome(Append append) throws InterruptedException {
        return Nodes.outcome(nodes.first().submit(append));
    }

    private Append append(DomainEvent event, long sequence, Condition... conditions) {
        return Plans.append(log, event, sequence, conditions);
    }
}
