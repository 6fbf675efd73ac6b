package io.voc.tenancy.command.onboarding;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.voc.tenancy.command.IfMatch;
import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand.CancelOnboarding;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand.CheckTime;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand.CompleteStep;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand.FailStep;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand.RecordRefusedReply;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand.RetryStep;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand.SkipStep;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand.StartOnboarding;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.CompensationStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.OnboardingStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.ReplyRefused;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepSkipped;
import io.voc.tenancy.contracts.onboarding.OnboardingStatus;
import io.voc.tenancy.contracts.onboarding.OnboardingView;
import io.voc.tenancy.contracts.onboarding.StepStatus;
import io.voc.tenancy.contracts.onboarding.StepView;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.eventstore.log.CommitConditions;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CommandHandlerInterceptor;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The way of a company from sign-up to active, or back to where nothing is left of it. */
@Aggregate(
        cache = "aggregateCache",
        commandTargetResolver = "commandTargets",
        snapshotTriggerDefinition = "snapshotTriggers")
final class Onboarding {

    /** Beyond them, refused replies are not kept on record: a worker may be mad. */
    private static final int MOST_REFUSED_REPLIES = 100;

    @AggregateIdentifier
    @SuppressWarnings("unused") // Axon reads it
    private @Nullable String id;

    private @Nullable OnboardingView onboarding;
    private @Nullable Signup signup;
    private Set<String> refusedReplies = new LinkedHashSet<>();

    Onboarding() {}

    /** Comes before all else. */
    @CommandHandlerInterceptor
    void checkVersion(
            OnboardingCommand command,
            @MetaDataValue(IfMatch.METADATA_KEY) @Nullable IfMatch required) {
        if (onboarding != null && required != null) {
            required.check(onboarding);
        }
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    OnboardingView handle(StartOnboarding command, CommitConditions conditions) {
        var start = new Start(command);
        start.conditions().forEach(conditions::require);
        apply(start.event());
        return goOn(command.now());
    }

    @CommandHandler
    OnboardingView handle(
            CompleteStep command,
            @MetaDataValue(value = Actor.METADATA_KEY, required = true) Actor actor) {
        var step = step(command.step());
        if (new Reply(onboarding(), step, command.attempt()).completes(actor)) {
            apply(course(command.now()).complete(step, command.reason()));
        }
        return goOn(command.now());
    }

    @CommandHandler
    OnboardingView handle(
            FailStep command,
            @MetaDataValue(value = Actor.METADATA_KEY, required = true) Actor actor) {
        var step = step(command.step());
        if (new Reply(onboarding(), step, command.attempt()).fails(actor)) {
            apply(
                    course(command.now())
                            .fail(step, command.code(), command.reason(), command.isRetryable()));
        }
        return goOn(command.now());
    }

    @CommandHandler
    OnboardingView handle(RetryStep command) {
        checkRunning();
        var step = step(command.step());
        switch (step.status()) {
            case RETRYING, FAILED, TIMED_OUT ->
                    apply(course(command.now()).begin(step, command.reason()));
            case RUNNING -> {} // so it is
            case WAITING, SUCCEEDED, SKIPPED, COMPENSATED -> throw nothingToDo(step);
        }
        return goOn(command.now());
    }

    @CommandHandler
    OnboardingView handle(SkipStep command) {
        checkRunning();
        var step = step(command.step());
        if (!signup().workflow().step(step.name()).skippable()) {
            throw new Rejection(
                    RejectionCode.STEP_NOT_SKIPPABLE,
                    "The workflow %s can't do without the step %s"
                            .formatted(onboarding().workflow(), step.name()));
        }
        switch (step.status()) {
            case WAITING, RUNNING, RETRYING, FAILED, TIMED_OUT ->
                    apply(
                            new StepSkipped(
                                    command.onboardingId(),
                                    onboarding().tenantId(),
                                    step.name(),
                                    step.attempt(),
                                    command.reason()));
            case SKIPPED -> {} // so it is
            case SUCCEEDED, COMPENSATED -> throw nothingToDo(step);
        }
        return goOn(command.now());
    }

    @CommandHandler
    OnboardingView handle(CancelOnboarding command) {
        switch (onboarding().status()) {
            case RUNNING ->
                    apply(
                            new CompensationStarted(
                                    command.onboardingId(),
                                    onboarding().tenantId(),
                                    CompensationStarted.CANCELLED,
                                    null,
                                    command.reason()));
            case COMPENSATING, COMPENSATED -> {} // so it is
            case COMPLETED -> throw over(onboarding());
        }
        return goOn(command.now());
    }

    @CommandHandler
    OnboardingView handle(CheckTime command) {
        applyAll(() -> course(command.now()).due());
        return goOn(command.now());
    }

    @CommandHandler
    OnboardingView handle(RecordRefusedReply command) {
        if (refusedReplies.size() < MOST_REFUSED_REPLIES
                && !refusedReplies.contains(command.replyId())) {
            apply(
                    new ReplyRefused(
                            command.onboardingId(),
                            onboarding().tenantId(),
                            command.step(),
                            command.replyId(),
                            command.code()));
        }
        return onboarding();
    }

    @EventSourcingHandler
    void on(OnboardingEvent event, @Timestamp Instant at) {
        id = event.onboardingId();
        onboarding = OnboardingView.after(onboarding, event, at);
        if (event instanceof OnboardingStarted started) {
            signup = Signup.of(started);
        }
        if (event instanceof ReplyRefused refused) {
            refusedReplies.add(refused.replyId());
        }
    }

    static Rejection over(OnboardingView onboarding) {
        return new Rejection(
                RejectionCode.ONBOARDING_OVER,
                "The onboarding " + onboarding.id() + " is " + onboarding.status());
    }

    /** Up to where something has to be waited for. */
    private OnboardingView goOn(Instant now) {
        applyAll(() -> course(now).next());
        return onboarding();
    }

    private static void applyAll(Supplier<Optional<OnboardingEvent>> next) {
        for (var event = next.get(); event.isPresent(); event = next.get()) {
            apply(event.get());
        }
    }

    private Course course(Instant now) {
        return new Course(onboarding(), signup(), now);
    }

    private StepView step(String name) {
        return onboarding().step(name).orElseThrow(() -> Rejection.notFound("step", name));
    }

    private void checkRunning() {
        if (!isRunning()) {
            throw over(onboarding());
        }
    }

    private boolean isRunning() {
        return onboarding().status() == OnboardingStatus.RUNNING;
    }

    private static Rejection nothingToDo(StepView step) {
        return new Rejection(
                RejectionCode.STEP_NOT_RUNNING,
                step.status() == StepStatus.WAITING
                        ? "The step " + step.name() + " has not begun yet"
                        : "The step " + step.name() + " is " + step.status() + " already");
    }

    private OnboardingView onboarding() {
        return Objects.requireNonNull(onboarding, "a command reaches it only after its start");
    }

    private Signup signup() {
        return Objects.requireNonNull(signup, "a command reaches it only after its start");
    }
}
