package io.voc.tenancy.contracts.onboarding;

import io.voc.tenancy.contracts.command.Versioned;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.CompensationStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.OnboardingCompensated;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.OnboardingCompleted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.OnboardingStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.ReplyRefused;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepCompensated;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepCompensationFailed;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepCompensationStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepEvent;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepFailed;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepSkipped;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepSucceeded;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * An onboarding as callers see it. Once it is compensated, what was said in reasons is erased with
 * its tenant.
 *
 * @param workflow the name of the workflow that it follows
 * @param workflowVersion of the workflow that it began with
 * @param code why it was given up
 * @param version counts what happened to it, from 1
 */
public record OnboardingView(
        String id,
        String tenantId,
        String workflow,
        int workflowVersion,
        OnboardingStatus status,
        List<StepView> steps,
        @Nullable String code,
        @Nullable String reason,
        long version,
        Instant startedAt,
        Instant updatedAt,
        @Nullable Instant endedAt)
        implements Versioned {

    public OnboardingView {
        steps = List.copyOf(steps);
    }

    /** The onboarding after one more event: what the aggregate and its projection go by. */
    public static OnboardingView after(
            @Nullable OnboardingView before, OnboardingEvent event, Instant at) {
        return event instanceof OnboardingStarted started
                ? started(started, at)
                : Objects.requireNonNull(before, "an onboarding's history begins with its start")
                        .and(event, at);
    }

    /** The step of the name, if it has one. */
    public Optional<StepView> step(String name) {
        return steps.stream().filter(step -> step.name().equals(name)).findFirst();
    }

    /** What is left of it when its tenant is purged. */
    public OnboardingView erased() {
        return new OnboardingView(
                id,
                tenantId,
                workflow,
                workflowVersion,
                status,
                steps.stream().map(StepView::erased).toList(),
                code,
                null,
                version,
                startedAt,
                updatedAt,
                endedAt);
    }

    /** The names of the steps that are on their way, or wait for somebody to do something. */
    public List<String> openSteps() {
        return status.isOver()
                ? List.of()
                : steps.stream().filter(StepView::isOpen).map(StepView::name).toList();
    }

    private static OnboardingView started(OnboardingStarted event, Instant at) {
        var workflow = event.workflow();
        return new OnboardingView(
                event.onboardingId(),
                event.tenantId(),
                workflow.name(),
                workflow.version(),
                OnboardingStatus.RUNNING,
                workflow.steps().stream().map(StepView::waiting).toList(),
                null,
                null,
                1,
                at,
                at,
                null);
    }

    private OnboardingView and(OnboardingEvent event, Instant at) {
        return switch (event) {
            case OnboardingStarted again ->
                    throw new IllegalStateException("started twice: " + again.onboardingId());
            case StepEvent step -> with(step, at);
            case OnboardingCompleted _ ->
                    in(OnboardingStatus.COMPLETED, steps, code, reason, at, at);
            case CompensationStarted given ->
                    in(
                            OnboardingStatus.COMPENSATING,
                            steps.stream().map(step -> step.brokenOff(at)).toList(),
                            given.code(),
                            given.reason(),
                            at,
                            null);
            case OnboardingCompensated _ ->
                    in(
                            OnboardingStatus.COMPENSATED,
                            steps.stream().map(StepView::purged).toList(),
                            code,
                            null,
                            at,
                            at);
            case ReplyRefused _ -> in(status, steps, code, reason, updatedAt, endedAt);
        };
    }

    private OnboardingView with(StepEvent event, Instant at) {
        UnaryOperator<StepView> change =
                step ->
                        switch (event) {
                            case StepStarted it -> step.begun(at, it.dueAt(), it.reason());
                            case StepSucceeded it ->
                                    step.ended(StepStatus.SUCCEEDED, at, null, null, it.reason());
                            case StepFailed it -> failed(step, it, at);
                            case StepSkipped it ->
                                    step.ended(StepStatus.SKIPPED, at, null, null, it.reason());
                            case StepCompensationStarted it -> step.undoing(at, it.dueAt());
                            case StepCompensated _ ->
                                    step.ended(StepStatus.COMPENSATED, at, null, null, null);
                            case StepCompensationFailed it ->
                                    step.ended(
                                            it.retryAt() == null
                                                    ? StepStatus.FAILED
                                                    : StepStatus.RETRYING,
                                            at,
                                            it.retryAt(),
                                            it.code(),
                                            null);
                        };
        return in(
                status,
                steps.stream()
                        .map(step -> step.name().equals(event.step()) ? change.apply(step) : step)
                        .toList(),
                code,
                reason,
                at,
                endedAt);
    }

    private static StepView failed(StepView step, StepFailed event, Instant at) {
        if (event.retryAt() != null) {
            return step.ended(
                    StepStatus.RETRYING, at, event.retryAt(), event.code(), event.reason());
        }
        var how =
                event.code().equals(StepFailed.TIMED_OUT)
                        ? StepStatus.TIMED_OUT
                        : StepStatus.FAILED;
        return step.ended(how, at, event.heldUntil(), event.code(), event.reason());
    }

    private OnboardingView in(
            OnboardingStatus next,
            List<StepView> nextSteps,
            @Nullable String why,
            @Nullable String said,
            Instant changed,
            @Nullable Instant over) {
        return new OnboardingView(
                id,
                tenantId,
                workflow,
                workflowVersion,
                next,
                nextSteps,
                why,
                said,
                version + 1,
                startedAt,
                changed,
                over);
    }
}
