package io.voc.tenancy.eventstore.log;

import static io.voc.tenancy.eventstore.log.Nodes.outcome;
import static io.voc.tenancy.eventstore.log.Plans.created;
import static io.voc.tenancy.eventstore.log.Plans.deleted;
import static io.voc.tenancy.eventstore.log.Plans.hard;
import static io.voc.tenancy.eventstore.log.Plans.issued;
import static io.voc.tenancy.eventstore.log.Plans.overridden;
import static io.voc.tenancy.eventstore.log.Plans.registered;
import static io.voc.tenancy.eventstore.log.Plans.replaced;
import static io.voc.tenancy.eventstore.log.WholeLog.assertRegistersFollow;
import static io.voc.tenancy.eventstore.register.CountedResource.API_KEYS;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyRevoked;
import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.plan.Limit;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPlanChanged;
import io.voc.tenancy.eventstore.TestLog;
import io.voc.tenancy.eventstore.register.Condition;
import io.voc.tenancy.eventstore.register.Condition.PlanExists;
import io.voc.tenancy.eventstore.register.Condition.PlanUnused;
import io.voc.tenancy.eventstore.register.Condition.WithinLimit;
import io.voc.tenancy.eventstore.register.TenantResource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;

class PlanRacesIT {

    private static final Condition WITHIN = new WithinLimit(new TenantResource("ten_1", API_KEYS));
    private static final int CHANGES = 40;
    private static final int BURST = 8;
    private static final int ROUNDS = 40;
    private static final int MOST_ROUNDS = 400;

    private final TestLog log = new TestLog();
    private final Nodes nodes = new Nodes(log, 3);
    private final Semaphore bursts = new Semaphore(0);
    private final AtomicBoolean isChanged = new AtomicBoolean();

    @AfterEach
    void stop() {
        nodes.close();
        log.close();
    }

    @Test
    void what_grows_stays_within_the_limit_in_force_however_it_moves() throws Exception {
        store(Plans.firsts(log, created("growth", limit(0)), registered("ten_1", "growth")));

        var outcomes =
                nodes.atOnce(
                        3,
                        (caller, node) -> caller == 0 ? moveLimit(node) : takeKeys(caller, node));

        assertThat(outcomes.getFirst()).hasSize(CHANGES).containsOnly("stored");
        assertThat(outcomes.get(1)).contains("limit-reached");
        assertThat(outcomes.get(2)).contains("limit-reached");
        assertThat(new PlanReplay().follow(log).limitsMet()).hasSizeGreaterThan(1);
        assertRegistersFollow(log);
    }

    @Test
    void the_tenants_own_limit_counts_however_it_comes_and_goes() throws Exception {
        store(Plans.firsts(log, created("growth", limit(0)), registered("ten_1", "growth")));

        var outcomes =
                nodes.atOnce(
                        3,
                        (caller, node) ->
                                caller == 0 ? moveOverride(node) : takeKeys(caller, node));

        assertThat(outcomes.getFirst()).hasSize(CHANGES).containsOnly("stored");
        assertThat(outcomes.get(1)).contains("limit-reached");
        assertThat(outcomes.get(2)).contains("limit-reached");
        assertThat(new PlanReplay().follow(log).limitsMet()).hasSizeGreaterThan(1);
        assertRegistersFollow(log);
    }

    @Test
    void of_a_deletion_and_those_who_want_the_plan_one_side_wins() throws Exception {
        store(append(created("growth"), 0));
        var ends = new ArrayList<String>();

        for (int round = 0; round < ROUNDS || (isOneSided(ends) && round < MOST_ROUNDS); round++) {
            ends.add(race("plan-" + round, round));
        }

        assertThat(ends).contains("deleted").contains("kept");
        new PlanReplay().follow(log);
        assertEverybodyHasAPlanThatCountsThem();
        assertRegistersFollow(log);
    }

    private List<String> moveLimit(Appender node) throws InterruptedException {
        return move(node, i -> append(replaced("growth", limit(i)), i));
    }

    /** Every third time there is none. */
    private List<String> moveOverride(Appender node) throws InterruptedException {
        return move(
                node,
                i ->
                        append(
                                i % 3 == 0 ? overridden("ten_1") : overridden("ten_1", limit(i)),
                                i - 1));
    }

    /** Each change is followed by at least one burst that begins after it. */
    private List<String> move(Appender node, IntFunction<Append> change)
            throws InterruptedException {
        var outcomes = new ArrayList<String>();
        for (int i = 1; i <= CHANGES; i++) {
            outcomes.add(outcome(node.submit(change.apply(i))));
            bursts.drainPermits();
            assertThat(bursts.tryAcquire(3, 1, TimeUnit.MINUTES)) // two may have begun before
                    .isTrue();
        }
        isChanged.set(true);
        return outcomes;
    }

    /** Takes more keys at once than any limit allows, and gives back what it got. */
    private List<String> takeKeys(int caller, Appender node) throws InterruptedException {
        var outcomes = new ArrayList<String>();
        for (int burst = 0; !isChanged.get(); burst++) {
            var keys = new ArrayList<String>();
            for (int i = 0; i < BURST; i++) {
                keys.add("key_%d_%d_%d".formatted(caller, burst, i));
            }
            var issued = outcomes(node, keys.stream().map(key -> issue(key)).toList());
            keys.removeIf(key -> !issued.get(keyIndex(key)).equals("stored"));
            outcomes.addAll(issued);
            assertThat(outcomes(node, keys.stream().map(this::revoke).toList()))
                    .allMatch("stored"::equals);
            bursts.release();
        }
        return outcomes;
    }

    private static int keyIndex(String key) {
        return Integer.parseInt(key.substring(key.lastIndexOf('_') + 1));
    }

    /** A deletion on one node, and on the others registrations and a change of plan. */
    private String race(String plan, int round) throws Exception {
        var tenant = "ten_" + round;
        store(Plans.firsts(log, created(plan), registered(tenant, "growth")));
        var exists = new PlanExists(plan);
        var appends =
                List.of(
                        append(deleted(plan), 1, new PlanUnused(plan)),
                        append(registered(tenant + "a", plan), 0, exists),
                        append(new TenantPlanChanged(tenant, plan), 1, exists));

        var outcomes = nodes.appendAtOnce(3, caller -> appends.get((caller + round) % 3));

        var deletion = outcomes.get(Math.floorMod(-round, 3));
        if (deletion.equals("stored")) {
            assertThat(outcomes).containsOnlyOnce("stored").contains("validation-failed");
            return "deleted";
        }
        assertThat(outcomes).containsExactlyInAnyOrder("plan-in-use", "stored", "stored");
        return "kept";
    }

    private static boolean isOneSided(List<String> ends) {
        return ends.stream().distinct().count() < 2;
    }

    private void assertEverybodyHasAPlanThatCountsThem() {
        assertThat(
                        log.number(
                                """
                                SELECT count(*) FROM command.plan FULL JOIN
                                    (SELECT plan AS name, count(*) AS counted FROM command.tenant_gate GROUP BY plan) AS gates
                                    USING (name)
                                WHERE tenants IS DISTINCT FROM coalesce(counted, 0)
                                """))
                .isZero();
    }

    private static List<String> outcomes(Appender node, List<Append> appends)
            throws InterruptedException {
        var told = new ArrayList<CompletableFuture<Appended>>();
        appends.forEach(append -> told.add(node.submit(append)));
        var outcomes = new ArrayList<String>();
        for (var one : told) {
            outcomes.add(outcome(one));
        }
        return outcomes;
    }

    private Append issue(String key) {
        return append(issued(key, "ten_1"), 0, WITHIN);
    }

    private Append revoke(String key) {
        return append(new ApiKeyRevoked(key, "ten_1", null), 1, WITHIN);
    }

    private Append append(DomainEvent event, long sequence, Condition... conditions) {
        return Plans.append(log, event, sequence, conditions);
    }

    private void store(Append append) throws Exception {
        nodes.first().submit(append).get();
    }

    /** Always below a burst. */
    private static Limit limit(int step) {
        return hard(API_KEYS, 1 + step * 5 % 7);
    }
}
