package io.voc.tenancy.command.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.axonframework.test.matchers.Matchers.matches;

import io.voc.tenancy.contracts.apikey.StoredSecret;
import io.voc.tenancy.contracts.configuration.TenantConfiguration;
import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.identity.Role;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand.CancelOnboarding;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand.CheckTime;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand.Company;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand.CompleteStep;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand.FailStep;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand.RecordRefusedReply;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand.RetryStep;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand.SkipStep;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand.StartOnboarding;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.CompensationStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.OnboardingCompensated;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.OnboardingCompleted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.OnboardingStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.ReplyRefused;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepCompensated;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepCompensationFailed;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepCompensationStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepFailed;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepSkipped;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepSucceeded;
import io.voc.tenancy.contracts.onboarding.OnboardingView;
import io.voc.tenancy.contracts.onboarding.StepKind;
import io.voc.tenancy.contracts.onboarding.StepStatus;
import io.voc.tenancy.contracts.onboarding.Workflow;
import io.voc.tenancy.contracts.onboarding.WorkflowStep;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.eventstore.log.CommitConditions;

import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A workflow of two steps of its own, side by side, between its registration and its end. */
class OnboardingTest {

    private static final String ID = "onb_01h455vb4pex5vsknk084sn02q";
    private static final String TENANT = "ten_01h455vb4pex5vsknk084sn02q";
    private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");
    private static final Instant EPOCH = Instant.EPOCH;
    private static final Actor SYSTEM = Actor.ofSystem("onboarding");
    private static final Actor WORKER = new Actor("worker", Set.of(Role.SERVICE), null);

    private static final String REGISTER = "register-tenant";
    private static final String CALL = "call-them";
    private static final String WRITE = "write-them";
    private static final String ACTIVATE = "activate";

    private static final Workflow WORKFLOW =
            new Workflow(
                    "test",
                    1,
                    List.of(
                            step(REGISTER, StepKind.INTERNAL, List.of(), 5, 0, "purge-tenant"),
                            step(CALL, StepKind.EXTERNAL, List.of(REGISTER), 2, 0, "uncall"),
                            step(WRITE, StepKind.EXTERNAL, List.of(REGISTER), 1, 60, null),
                            step(ACTIVATE, StepKind.INTERNAL, List.of(CALL, WRITE), 5, 0, null)));

    private static final OnboardingStarted STARTED =
            new OnboardingStarted(
                    ID,
                    TENANT,
                    "acme",
                    "Acme",
                    "ops@acme.example",
                    "eu-central",
                    Map.of(),
                    "growth",
                    TenantConfiguration.EMPTY,
                    "key_01h455vb4pex5vsknk084sn02q",
                    "c0ffee",
                    "tm_live_abcd",
                    "wxyz",
                    WORKFLOW);

    private static final List<OnboardingEvent> REGISTERED =
            List.of(
                    STARTED,
                    begun(REGISTER, 1),
                    succeeded(REGISTER, 1),
                    begun(CALL, 1),
                    begun(WRITE, 1));

    private AggregateTestFixture<Onboarding> fixture = new AggregateTestFixture<>(Onboarding.class);

    @BeforeEach
    void prepare() {
        fixture = new AggregateTestFixture<>(Onboarding.class);
        fixture.registerCommandTargetResolver(
                _ -> new VersionedAggregateIdentifier((Object) ID, null));
        fixture.registerInjectableResource(new CommitConditions());
    }

    @Test
    void begins_with_the_step_that_depends_on_no_other() {
        fixture.givenNoPriorActivity()
                .when(
                        new StartOnboarding(
                                ID,
                                TENANT,
                                WORKFLOW,
                                new Company(
                                        "acme", "Acme", "ops@acme.example", "eu-central", Map.of()),
                                "growth",
                                TenantConfiguration.EMPTY,
                                "key_01h455vb4pex5vsknk084sn02q",
                                new StoredSecret("c0ffee", "tm_live_abcd", "wxyz"),
                                NOW))
                .expectEvents(STARTED, begun(REGISTER, 1));
    }

    @Test
    void goes_on_with_all_steps_that_may_run_side_by_side() {
        when(List.of(STARTED, begun(REGISTER, 1)), SYSTEM, done(REGISTER, 1))
                .expectEvents(ended(REGISTER, 1, null), begun(CALL, 1), begun(WRITE, 1));
    }

    @Test
    void waits_until_all_that_a_step_depends_on_is_done() {
        when(REGISTERED, WORKER, done(CALL, 1)).expectEvents(ended(CALL, 1, null));
        when(and(REGISTERED, succeeded(CALL, 1)), WORKER, done(WRITE, 1))
                .expectEvents(ended(WRITE, 1, null), begun(ACTIVATE, 1));
    }

    @Test
    void is_completed_with_its_last_step() {
        when(
                        and(
                                REGISTERED,
                                succeeded(CALL, 1),
                                succeeded(WRITE, 1),
                                begun(ACTIVATE, 1)),
                        SYSTEM,
                        done(ACTIVATE, 1))
                .expectEvents(ended(ACTIVATE, 1, null), new OnboardingCompleted(ID, TENANT));
    }

    @Nested
    class A_reply {

        @Test
        void that_comes_twice_counts_once() {
            when(and(REGISTERED, succeeded(CALL, 1)), WORKER, done(CALL, 1)).expectNoEvents();
            when(and(REGISTERED, failed(CALL, 1, NOW, null)), WORKER, fail(CALL, 1))
                    .expectNoEvents();
        }

        @Test
        void about_another_attempt_is_refused() {
            var retried = and(REGISTERED, failed(CALL, 1, NOW, null), begun(CALL, 2));

            refused(when(retried, WORKER, done(CALL, 1)), RejectionCode.STEP_ATTEMPT_OVER);
            refused(when(retried, WORKER, fail(CALL, 3)), RejectionCode.STEP_ATTEMPT_OVER);
        }

        @Test
        void about_an_attempt_that_is_over_is_refused() {
            refused(
                    when(and(REGISTERED, failed(CALL, 1, NOW, null)), WORKER, done(CALL, 1)),
                    RejectionCode.STEP_NOT_RUNNING);
            refused(
                    when(and(REGISTERED, succeeded(CALL, 1)), WORKER, fail(CALL, 1)),
                    RejectionCode.STEP_NOT_RUNNING);
        }

        @Test
        void about_what_this_system_does_is_refused_to_all_others() {
            refused(
                    when(List.of(STARTED, begun(REGISTER, 1)), WORKER, done(REGISTER, 1)),
                    RejectionCode.STEP_NOT_EXTERNAL);
        }

        @Test
        void about_no_step_of_the_workflow_is_refused() {
            refused(when(REGISTERED, WORKER, done("other", 1)), RejectionCode.NOT_FOUND);
        }

        @Test
        void that_was_refused_is_on_record_once() {
            var record = new RecordRefusedReply(ID, CALL, "4711", "step-not-running");
            var refused = new ReplyRefused(ID, TENANT, CALL, "4711", "step-not-running");

            when(REGISTERED, SYSTEM, record).expectEvents(refused);
            when(and(REGISTERED, refused), SYSTEM, record).expectNoEvents();
        }
    }

    @Nested
    class A_failure {

        @Test
        void is_tried_again_after_a_while() {
            when(REGISTERED, WORKER, fail(CALL, 1))
                    .expectEvents(ended(CALL, 1, NOW.plusSeconds(10), null));
            when(and(REGISTERED, failed(CALL, 1, NOW, null)), SYSTEM, new CheckTime(ID, NOW))
                    .expectEvents(begun(CALL, 2));
        }

        @Test
        void that_another_attempt_does_not_help_is_one_for_good() {
            when(REGISTERED, WORKER, new FailStep(ID, CALL, 1, "failed", null, false, NOW))
                    .expectEvents(
                            ended(CALL, 1, null, null),
                            new CompensationStarted(ID, TENANT, "failed", CALL, null),
                            undoing(CALL, 2, StepKind.EXTERNAL, "uncall"));
        }

        @Test
        void for_good_undoes_everything() {
            when(and(REGISTERED, failed(CALL, 1, NOW, null), begun(CALL, 2)), WORKER, fail(CALL, 2))
                    .expectEvents(
                            ended(CALL, 2, null, null),
                            new CompensationStarted(ID, TENANT, "failed", CALL, null),
                            undoing(CALL, 3, StepKind.EXTERNAL, "uncall"));
        }

        @Test
        void for_good_may_be_held_for_an_operator_and_is_given_up_then() {
            var held =
                    and(
                            REGISTERED,
                            succeeded(CALL, 1),
                            failed(WRITE, 1, null, NOW.plusSeconds(60)));

            when(REGISTERED, WORKER, fail(WRITE, 1))
                    .expectEvents(ended(WRITE, 1, null, NOW.plusSeconds(60)));
            when(held, SYSTEM, new CheckTime(ID, NOW.plusSeconds(59))).expectNoEvents();
            when(held, SYSTEM, new CheckTime(ID, NOW.plusSeconds(60)))
                    .expectEvents(
                            new CompensationStarted(ID, TENANT, "failed", WRITE, null),
                            new StepCompensationStarted(
                                    ID,
                                    TENANT,
                                    CALL,
                                    2,
                                    StepKind.EXTERNAL,
                                    "uncall",
                                    NOW.plusSeconds(60 + 30),
                                    "test",
                                    "acme",
                                    "eu-central",
                                    "growth"));
        }

        @Test
        void is_what_takes_too_long() {
            when(REGISTERED, SYSTEM, new CheckTime(ID, NOW.plusSeconds(29))).expectNoEvents();
            when(
                            and(REGISTERED, succeeded(WRITE, 1)),
                            SYSTEM,
                            new CheckTime(ID, NOW.plusSeconds(30)))
                    .expectEvents(
                            new StepFailed(
                                    ID,
                                    TENANT,
                                    CALL,
                                    1,
                                    EPOCH,
                                    "timed-out",
                                    NOW.plusSeconds(30 + 10),
                                    null,
                                    null));
        }
    }

    @Nested
    class An_operator {

        @Test
        void tries_again_at_once() {
            var held = and(REGISTERED, failed(WRITE, 1, null, NOW.plusSeconds(60)));

            when(held, WORKER, new RetryStep(ID, WRITE, "mended", NOW))
                    .expectEvents(begun(WRITE, 2, "mended"));
            when(REGISTERED, WORKER, new RetryStep(ID, WRITE, "so it is", NOW)).expectNoEvents();
            refused(
                    when(REGISTERED, WORKER, new RetryStep(ID, ACTIVATE, "too early", NOW)),
                    RejectionCode.STEP_NOT_RUNNING);
        }

        @Test
        void leaves_out_what_can_be_done_without() {
            var skipped = new StepSkipped(ID, TENANT, WRITE, 1, "by hand");

            when(REGISTERED, WORKER, new SkipStep(ID, WRITE, "by hand", NOW)).expectEvents(skipped);
            when(and(REGISTERED, skipped), WORKER, new SkipStep(ID, WRITE, "again", NOW))
                    .expectNoEvents();
            when(and(REGISTERED, skipped), WORKER, done(CALL, 1))
                    .expectEvents(ended(CALL, 1, null), begun(ACTIVATE, 1));
            refused(
                    when(REGISTERED, WORKER, new SkipStep(ID, ACTIVATE, "no", NOW)),
                    RejectionCode.STEP_NOT_SKIPPABLE);
        }

        @Test
        void cancels() {
            when(REGISTERED, WORKER, new CancelOnboarding(ID, "changed its mind", NOW))
                    .expectEvents(
                            new CompensationStarted(
                                    ID, TENANT, "cancelled", null, "changed its mind"),
                            undoing(CALL, 2, StepKind.EXTERNAL, "uncall"));
        }

        @Test
        void cancels_no_more_once_it_is_completed() {
            refused(
                    when(
                            and(REGISTERED, new OnboardingCompleted(ID, TENANT)),
                            WORKER,
                            new CancelOnboarding(ID, null, NOW)),
                    RejectionCode.ONBOARDING_OVER);
        }
    }

    @Nested
    class Given_up {

        private final List<OnboardingEvent> undoing =
                and(
                        REGISTERED,
                        succeeded(CALL, 1),
                        new CompensationStarted(ID, TENANT, "cancelled", null, null),
                        undoing(CALL, 2, StepKind.EXTERNAL, "uncall"));

        @Test
        void undoes_one_step_after_the_other_from_the_last_on() {
            when(undoing, WORKER, done(CALL, 2))
                    .expectEvents(
                            new StepCompensated(ID, TENANT, CALL, 2),
                            undoing(REGISTER, 2, StepKind.INTERNAL, "purge-tenant"));
        }

        @Test
        void is_over_when_the_tenant_is_purged() {
            when(
                            and(
                                    undoing,
                                    new StepCompensated(ID, TENANT, CALL, 2),
                                    undoing(REGISTER, 2, StepKind.INTERNAL, "purge-tenant")),
                            SYSTEM,
                            done(REGISTER, 2))
                    .expectEvents(
                            new StepCompensated(ID, TENANT, REGISTER, 2),
                            new OnboardingCompensated(ID, TENANT, "acme"))
                    .expectResultMessagePayloadMatching(
                            matches(view ->
                                    view instanceof OnboardingView onboarding
                                            && onboarding.step(WRITE).orElseThrow().status()
                                                    == StepStatus.FAILED));
        }

        @Test
        void tries_again_what_could_not_be_undone_and_then_goes_on_without() {
            when(undoing, WORKER, fail(CALL, 2))
                    .expectEvents(
                            new StepCompensationFailed(
                                    ID, TENANT, CALL, 2, "failed", NOW.plusSeconds(10)));
            when(
                            and(
                                    undoing,
                                    new StepCompensationFailed(ID, TENANT, CALL, 2, "failed", NOW),
                                    undoing(CALL, 3, StepKind.EXTERNAL, "uncall")),
                            WORKER,
                            fail(CALL, 3))
                    .expectEvents(
                            new StepCompensationFailed(ID, TENANT, CALL, 3, "failed", null),
                            undoing(REGISTER, 2, StepKind.INTERNAL, "purge-tenant"));
        }

        @Test
        void hears_no_late_news_of_what_is_undone() {
            refused(when(undoing, WORKER, done(CALL, 1)), RejectionCode.STEP_ATTEMPT_OVER);
            refused(when(undoing, WORKER, done(CALL, null)), RejectionCode.STEP_ATTEMPT_OVER);
            refused(when(undoing, WORKER, done(WRITE, 1)), RejectionCode.ONBOARDING_OVER);
        }

        @Test
        void is_cancelled_already() {
            when(undoing, WORKER, new CancelOnboarding(ID, null, NOW)).expectNoEvents();
        }

        @Test
        void begins_nothing_new() {
            refused(
                    when(undoing, WORKER, new RetryStep(ID, WRITE, "late", NOW)),
                    RejectionCode.ONBOARDING_OVER);
            refused(
                    when(undoing, WORKER, new SkipStep(ID, WRITE, "late", NOW)),
                    RejectionCode.ONBOARDING_OVER);
        }
    }

    @Test
    void waits_between_attempts_ever_longer_up_to_a_limit() {
        var rules = WORKFLOW.step(CALL);

        assertThat(List.of(1, 2, 3, 99))
                .extracting(failed -> rules.retryAt(NOW, failed))
                .containsExactly(
                        NOW.plusSeconds(10),
                        NOW.plusSeconds(20),
                        NOW.plusSeconds(30),
                        NOW.plusSeconds(30));
    }

    private ResultValidator<Onboarding> when(
            List<OnboardingEvent> history, Actor actor, OnboardingCommand command) {
        prepare();
        fixture.registerFieldFilter(field -> !field.getName().equals("startedAt"));
        return fixture.given(history).when(command, MetaData.with(Actor.METADATA_KEY, actor));
    }

    private static void refused(ResultValidator<Onboarding> result, RejectionCode code) {
        result.expectNoEvents()
                .expectException(
                        matches(failure ->
                                failure instanceof Rejection refusal && refusal.code() == code));
    }

    private static List<OnboardingEvent> and(
            List<OnboardingEvent> history, OnboardingEvent... more) {
        var all = new ArrayList<>(history);
        all.addAll(List.of(more));
        return all;
    }

    private static WorkflowStep step(
            String name,
            StepKind kind,
            List<String> dependsOn,
            int attempts,
            long hold,
            @Nullable String compensation) {
        return new WorkflowStep(
                name,
                kind,
                dependsOn,
                30,
                attempts,
                10,
                30,
                hold,
                kind == StepKind.EXTERNAL,
                compensation);
    }

    private static CompleteStep done(String step, @Nullable Integer attempt) {
        return new CompleteStep(ID, step, attempt, null, NOW);
    }

    private static FailStep fail(String step, int attempt) {
        return new FailStep(ID, step, attempt, "failed", null, true, NOW);
    }

    private static StepStarted begun(String step, int attempt) {
        return begun(step, attempt, null);
    }

    private static StepStarted begun(String step, int attempt, @Nullable String reason) {
        return new StepStarted(
                ID,
                TENANT,
                step,
                attempt,
                WORKFLOW.step(step).kind(),
                NOW.plusSeconds(30),
                "test",
                "acme",
                "eu-central",
                "growth",
                reason);
    }

    private static StepSucceeded succeeded(String step, int attempt) {
        return ended(step, attempt, null);
    }

    private static StepSucceeded ended(String step, int attempt, @Nullable String reason) {
        return new StepSucceeded(ID, TENANT, step, attempt, EPOCH, reason);
    }

    private static StepFailed failed(
            String step, int attempt, @Nullable Instant retryAt, @Nullable Instant heldUntil) {
        return ended(step, attempt, retryAt, heldUntil);
    }

    private static StepFailed ended(
            String step, int attempt, @Nullable Instant retryAt, @Nullable Instant heldUntil) {
        return new StepFailed(ID, TENANT, step, attempt, EPOCH, "failed", retryAt, heldUntil, null);
    }

    private static StepCompensationStarted undoing(
            String step, int attempt, StepKind kind, String compensation) {
        return new StepCompensationStarted(
                ID,
                TENANT,
                step,
                attempt,
                kind,
                compensation,
                NOW.plusSeconds(30),
                "test",
                "acme",
                "eu-central",
                "growth");
    }
}
