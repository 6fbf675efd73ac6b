package io.voc.tenancy.command.onboarding;

import static org.axonframework.test.matchers.Matchers.matches;

import io.voc.tenancy.contracts.configuration.TenantConfiguration;
import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.identity.Role;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand.CompleteStep;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand.FailStep;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.OnboardingStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepCompensationStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepFailed;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepSucceeded;
import io.voc.tenancy.contracts.onboarding.StepKind;
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

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A workflow of two steps of its own, side by side, between its registration and its end. */
final class OnboardingStory {

    static final String ID = "onb_01h455vb4pex5vsknk084sn02q";
    static final String TENANT = "ten_01h455vb4pex5vsknk084sn02q";
    static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");
    static final Instant EPOCH = Instant.EPOCH;
    static final Actor SYSTEM = Actor.ofSystem("onboarding");
    static final Actor WORKER = new Actor("worker", Set.of(Role.SERVICE), null);

    static final String REGISTER = "register-tenant";
    static final String CALL = "call-them";
    static final String WRITE = "write-them";
    static final String ACTIVATE = "activate";

    /** Calls are tried twice and can be undone; writing once, and a failure waits for a minute. */
    static final Workflow WORKFLOW =
            new Workflow(
                    "test",
                    1,
                    List.of(
                            step(REGISTER, StepKind.INTERNAL, List.of(), 5, 0, "purge-tenant"),
                            step(CALL, StepKind.EXTERNAL, List.of(REGISTER), 2, 0, "uncall"),
                            step(WRITE, StepKind.EXTERNAL, List.of(REGISTER), 1, 60, null),
                            step(ACTIVATE, StepKind.INTERNAL, List.of(CALL, WRITE), 5, 0, null)));

    static final OnboardingStarted STARTED =
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

    /** At the beginning: the first step is on its way. */
    static final List<OnboardingEvent> REGISTERING = List.of(STARTED, begun(REGISTER, 1));

    /** The tenant is there, and both external steps are on their way. */
    static final List<OnboardingEvent> REGISTERED =
            and(REGISTERING, succeeded(REGISTER, 1), begun(CALL, 1), begun(WRITE, 1));

    private OnboardingStory() {}

    /** What comes of a command after a history. */
    static ResultValidator<Onboarding> when(
            List<OnboardingEvent> history, Actor actor, OnboardingCommand command) {
        return when(fixture(), history, actor, command);
    }

    /** Every event after a command: the history, and what the command added. */
    static List<OnboardingEvent> after(
            List<OnboardingEvent> history, Actor actor, OnboardingCommand command) {
        var fixture = fixture();
        when(fixture, history, actor, command).expectSuccessfulHandlerExecution();
        return fixture.getEventStore()
                .readEvents(ID)
                .asStream()
                .map(message -> (OnboardingEvent) message.getPayload())
                .toList();
    }

    static AggregateTestFixture<Onboarding> fixture() {
        var fixture = new AggregateTestFixture<>(Onboarding.class);
        fixture.registerCommandTargetResolver(
                _ -> new VersionedAggregateIdentifier((Object) ID, null));
        fixture.registerInjectableResource(new CommitConditions());
        fixture.registerFieldFilter(field -> !field.getName().equals("startedAt"));
        return fixture;
    }

    private static ResultValidator<Onboarding> when(
            AggregateTestFixture<Onboarding> fixture,
            List<OnboardingEvent> history,
            Actor actor,
            OnboardingCommand command) {
        return fixture.given(history).when(command, MetaData.with(Actor.METADATA_KEY, actor));
    }

    static void refused(ResultValidator<Onboarding> result, RejectionCode code) {
        result.expectNoEvents()
                .expectException(
                        matches(failure ->
                                failure instanceof Rejection refusal && refusal.code() == code));
    }

    static List<OnboardingEvent> and(List<OnboardingEvent> history, OnboardingEvent... more) {
        var all = new ArrayList<>(history);
        all.addAll(List.of(more));
        return all;
    }

    static CompleteStep done(String step, @Nullable Integer attempt) {
        return new CompleteStep(ID, step, attempt, null, NOW);
    }

    static FailStep fail(String step, int attempt) {
        return new FailStep(ID, step, attempt, "failed", null, true, NOW);
    }

    static StepStarted begun(String step, int attempt) {
        return begun(step, attempt, null);
    }

    static StepStarted begun(String step, int attempt, @Nullable String reason) {
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

    static StepSucceeded succeeded(String step, int attempt) {
        return new StepSucceeded(ID, TENANT, step, attempt, EPOCH, null);
    }

    static StepFailed failed(
            String step, int attempt, @Nullable Instant retryAt, @Nullable Instant heldUntil) {
        return failed(step, attempt, "failed", retryAt, heldUntil);
    }

    static StepFailed failed(
            String step,
            int attempt,
            String code,
            @Nullable Instant retryAt,
            @Nullable Instant heldUntil) {
        return new StepFailed(ID, TENANT, step, attempt, EPOCH, code, retryAt, heldUntil, null);
    }

    static StepCompensationStarted undoing(String step, int attempt) {
        return undoing(step, attempt, NOW);
    }

    static StepCompensationStarted undoing(String step, int attempt, Instant now) {
        return new StepCompensationStarted(
                ID,
                TENANT,
                step,
                attempt,
                WORKFLOW.step(step).kind(),
                String.valueOf(WORKFLOW.step(step).compensation()),
                now.plusSeconds(30),
                "test",
                "acme",
                "eu-central",
                "growth");
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
}
