package io.voc.tenancy.command.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.axonframework.test.matchers.Matchers.matches;

import io.voc.tenancy.command.IfMatch;
import io.voc.tenancy.contracts.command.Command;
import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.plan.Enforcement;
import io.voc.tenancy.contracts.plan.Limit;
import io.voc.tenancy.contracts.plan.Metric;
import io.voc.tenancy.contracts.plan.MetricCatalogue;
import io.voc.tenancy.contracts.plan.MetricKind;
import io.voc.tenancy.contracts.plan.PlanCommand.CreatePlan;
import io.voc.tenancy.contracts.plan.PlanCommand.DeletePlan;
import io.voc.tenancy.contracts.plan.PlanCommand.DescribePlan;
import io.voc.tenancy.contracts.plan.PlanCommand.ReplacePlan;
import io.voc.tenancy.contracts.plan.PlanCommand.SeedPlan;
import io.voc.tenancy.contracts.plan.PlanEvent;
import io.voc.tenancy.contracts.plan.PlanEvent.PlanCreated;
import io.voc.tenancy.contracts.plan.PlanEvent.PlanDeleted;
import io.voc.tenancy.contracts.plan.PlanEvent.PlanReplaced;
import io.voc.tenancy.contracts.plan.PlanView;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.eventstore.log.CommitConditions;

import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class PlanTest {

    private static final String NAME = "growth";
    private static final List<Limit> TEN = List.of(keys(10));
    private static final List<Limit> TWENTY = List.of(keys(20));
    private static final PlanCreated CREATED = new PlanCreated(NAME, "To grow.", TEN);
    private static final PlanDeleted DELETED = new PlanDeleted(NAME);
    private static final CreatePlan CREATE = new CreatePlan(NAME, "To grow.", TEN);

    @Test
    void is_created_once() {
        when(List.of(), CREATE).expectEvents(CREATED);
        refused(when(List.of(CREATED), CREATE), "plan-exists");
    }

    @Test
    void lives_again_after_a_deletion_at_the_next_version() {
        when(List.of(CREATED, DELETED), CREATE)
                .expectEvents(CREATED)
                .expectResultMessageMatching(
                        matches(answer -> ((PlanView) answer.getPayload()).version() == 3));
    }

    @Test
    void is_seeded_only_where_there_never_was_one() {
        var seed = new SeedPlan(NAME, "To grow.", TEN);

        when(List.of(), seed).expectEvents(CREATED);
        when(List.of(CREATED), seed).expectNoEvents();
        when(List.of(CREATED, DELETED), seed).expectNoEvents();
    }

    @Test
    void is_replaced_if_that_says_something_new() {
        when(List.of(CREATED), new ReplacePlan(NAME, null, TWENTY))
                .expectEvents(new PlanReplaced(NAME, null, TWENTY));
        when(List.of(CREATED), new ReplacePlan(NAME, "To grow.", TEN)).expectNoEvents();
    }

    @Test
    void limits_only_what_is_in_the_catalogue() {
        var unknown = List.of(new Limit("dreams", 1, null, Enforcement.HARD, List.of()));

        refused(when(List.of(), new CreatePlan(NAME, null, unknown)), "validation-failed");
        refused(when(List.of(CREATED), new ReplacePlan(NAME, null, unknown)), "validation-failed");
    }

    @Test
    void is_deleted_once() {
        when(List.of(CREATED), new DeletePlan(NAME)).expectEvents(DELETED);
        when(List.of(CREATED, DELETED), new DeletePlan(NAME)).expectNoEvents();
    }

    @Test
    void is_not_there_once_it_is_deleted() {
        var history = List.of(CREATED, DELETED);

        refused(when(history, new ReplacePlan(NAME, null, TWENTY)), "not-found");
        refused(when(history, new DescribePlan(NAME)), "not-found");
    }

    @Test
    void is_changed_only_at_the_version_that_is_asked_for() {
        refused(
                when(List.of(CREATED), new DeletePlan(NAME), IfMatch.exactly(2)),
                "version-conflict");
        when(List.of(CREATED), new DeletePlan(NAME), IfMatch.exactly(1)).expectEvents(DELETED);
    }

    private static ResultValidator<Plan> when(
            List<? extends PlanEvent> history, Command<?> command) {
        return when(history, command, IfMatch.ANY);
    }

    private static ResultValidator<Plan> when(
            List<? extends PlanEvent> history, Command<?> command, IfMatch ifMatch) {
        var fixture = new AggregateTestFixture<>(Plan.class);
        fixture.registerInjectableResource(new CommitConditions());
        fixture.registerInjectableResource(
                new MetricCatalogue(
                        List.of(new Metric("api-keys", MetricKind.RESOURCE, "key", "Keys."))));
        fixture.registerCommandTargetResolver(
                _ -> new VersionedAggregateIdentifier((Object) command.target(), null));
        return fixture.given(history)
                .when(
                        command,
                        Map.of(
                                Actor.METADATA_KEY,
                                Actor.ofSystem("test"),
                                IfMatch.METADATA_KEY,
                                ifMatch));
    }

    private static void refused(ResultValidator<Plan> result, String code) {
        result.expectNoEvents()
                .expectException(
                        matches(failure -> {
                            assertThat(failure).isInstanceOf(Rejection.class);
                            return ((Rejection) failure).code().code().equals(code);
                        }));
    }

    private static Limit keys(long amount) {
        return new Limit("api-keys", amount, null, Enforcement.HARD, List.of());
    }
}
