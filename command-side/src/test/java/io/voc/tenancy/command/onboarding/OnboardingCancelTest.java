package io.voc.tenancy.command.onboarding;

import static io.voc.tenancy.command.onboarding.OnboardingStory.ACTIVATE;
import static io.voc.tenancy.command.onboarding.OnboardingStory.CALL;
import static io.voc.tenancy.command.onboarding.OnboardingStory.ID;
import static io.voc.tenancy.command.onboarding.OnboardingStory.NOW;
import static io.voc.tenancy.command.onboarding.OnboardingStory.REGISTER;
import static io.voc.tenancy.command.onboarding.OnboardingStory.REGISTERED;
import static io.voc.tenancy.command.onboarding.OnboardingStory.REGISTERING;
import static io.voc.tenancy.command.onboarding.OnboardingStory.SYSTEM;
import static io.voc.tenancy.command.onboarding.OnboardingStory.TENANT;
import static io.voc.tenancy.command.onboarding.OnboardingStory.WORKER;
import static io.voc.tenancy.command.onboarding.OnboardingStory.WRITE;
import static io.voc.tenancy.command.onboarding.OnboardingStory.after;
import static io.voc.tenancy.command.onboarding.OnboardingStory.and;
import static io.voc.tenancy.command.onboarding.OnboardingStory.begun;
import static io.voc.tenancy.command.onboarding.OnboardingStory.done;
import static io.voc.tenancy.command.onboarding.OnboardingStory.failed;
import static io.voc.tenancy.command.onboarding.OnboardingStory.refused;
import static io.voc.tenancy.command.onboarding.OnboardingStory.succeeded;
import static io.voc.tenancy.command.onboarding.OnboardingStory.undoing;
import static io.voc.tenancy.command.onboarding.OnboardingStory.when;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.contracts.onboarding.OnboardingCommand.CancelOnboarding;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.CompensationStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.OnboardingCompensated;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.OnboardingCompleted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepCompensated;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepCompensationFailed;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepCompensationStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepSkipped;
import io.voc.tenancy.contracts.onboarding.OnboardingView;
import io.voc.tenancy.contracts.onboarding.StepStatus;
import io.voc.tenancy.contracts.onboarding.StepView;
import io.voc.tenancy.contracts.rejection.RejectionCode;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** To cancel an onboarding, wherever it stands. */
class OnboardingCancelTest {

    private static final CancelOnboarding CANCEL = new CancelOnboarding(ID, "not now", NOW);
    private static final List<OnboardingEvent> CALLED = and(REGISTERED, succeeded(CALL, 1));
    private static final List<OnboardingEvent> ACTIVATING =
            and(CALLED, succeeded(WRITE, 1), begun(ACTIVATE, 1));
    private static final List<OnboardingEvent> UNDOING =
            and(
                    CALLED,
                    new CompensationStarted(ID, TENANT, "cancelled", null, null),
                    undoing(CALL, 2));
    private static final Instant LATER = NOW.plusSeconds(60);

    /**
     * Where a running onboarding may stand: what has happened, and what becomes of its steps, in
     * their order. What was begun is undone if anything undoes it, from the last on; what fails
     * while nobody may undo it stays as it was.
     */
    @SuppressWarnings("ImmutableEnumChecker") // nobody changes a history
    enum Place {
        FIRST_STEP_RUNNING(REGISTERING, "COMPENSATED WAITING WAITING WAITING"),
        FIRST_STEP_RETRYING(
                and(REGISTERING, failed(REGISTER, 1, LATER, null)),
                "COMPENSATED WAITING WAITING WAITING"),
        EXTERNAL_STEP_SKIPPED_WHILE_WAITING(
                and(REGISTERING, skipped(CALL, 0)), "COMPENSATED SKIPPED WAITING WAITING"),
        EXTERNAL_STEPS_RUNNING(REGISTERED, "COMPENSATED COMPENSATED FAILED WAITING"),
        EXTERNAL_STEP_RETRYING(
                and(REGISTERED, failed(CALL, 1, LATER, null)),
                "COMPENSATED COMPENSATED FAILED WAITING"),
        EXTERNAL_STEP_TIMED_OUT_AND_RETRYING(
                and(REGISTERED, failed(CALL, 1, "timed-out", LATER, null)),
                "COMPENSATED COMPENSATED FAILED WAITING"),
        EXTERNAL_STEP_RUNNING_AGAIN(
                and(REGISTERED, failed(CALL, 1, LATER, null), begun(CALL, 2)),
                "COMPENSATED COMPENSATED FAILED WAITING"),
        EXTERNAL_STEP_SUCCEEDED(CALLED, "COMPENSATED COMPENSATED FAILED WAITING"),
        EXTERNAL_STEP_SKIPPED_WHILE_RUNNING(
                and(REGISTERED, skipped(CALL, 1)), "COMPENSATED COMPENSATED FAILED WAITING"),
        EXTERNAL_STEP_FAILED_AND_HELD(
                and(CALLED, failed(WRITE, 1, null, LATER)),
                "COMPENSATED COMPENSATED FAILED WAITING"),
        EXTERNAL_STEP_TIMED_OUT_AND_HELD(
                and(CALLED, failed(WRITE, 1, "timed-out", null, LATER)),
                "COMPENSATED COMPENSATED TIMED_OUT WAITING"),
        LAST_STEP_RUNNING(ACTIVATING, "COMPENSATED COMPENSATED COMPENSATED FAILED"),
        LAST_STEP_RETRYING(
                and(ACTIVATING, failed(ACTIVATE, 1, LATER, null)),
                "COMPENSATED COMPENSATED COMPENSATED FAILED");

        private final List<OnboardingEvent> history;
        private final String end;

        Place(List<OnboardingEvent> history, String end) {
            this.history = history;
            this.end = end;
        }

        private List<OnboardingEvent> cancelled() {
            return after(history, WORKER, CANCEL);
        }
    }

    @ParameterizedTest
    @EnumSource
    void gives_it_up_in_the_same_moment(Place place) {
        var news = place.cancelled().subList(place.history.size(), place.cancelled().size());

        assertThat(news)
                .hasSize(2)
                .startsWith(new CompensationStarted(ID, TENANT, "cancelled", null, "not now"))
                .last()
                .isInstanceOf(StepCompensationStarted.class);
        var running =
                view(place.cancelled()).steps().stream()
                        .filter(OnboardingCancelTest::isRunning)
                        .toList();
        assertThat(running).as("one after the other").hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void undoes_what_was_begun_and_frees_the_slug(Place place) {
        var end = undone(place.cancelled());

        assertThat(end).endsWith(new OnboardingCompensated(ID, TENANT, "acme"));
        assertThat(states(view(end))).isEqualTo(place.end);
        assertThat(view(end).steps()).extracting(StepView::dueAt).containsOnlyNulls();
        assertThat(
                        end.stream()
                                .filter(StepCompensated.class::isInstance)
                                .map(event -> ((StepCompensated) event).step()))
                .as("from the last on")
                .endsWith(REGISTER)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void leaves_no_reply_to_what_was_under_way_any_effect(Place place) {
        var before = view(place.history);
        for (var step : before.steps()) {
            if (step.status() == StepStatus.RUNNING) {
                var late = done(step.name(), step.attempt());
                var code =
                        view(place.cancelled()).step(step.name()).orElseThrow().attempt()
                                        == step.attempt()
                                ? RejectionCode.ONBOARDING_OVER
                                : RejectionCode.STEP_ATTEMPT_OVER;
                refused(when(place.cancelled(), SYSTEM, late), code);
                when(undone(place.cancelled()), SYSTEM, late).expectNoEvents();
            }
        }
    }

    @Test
    void changes_nothing_where_it_is_undone_already() {
        when(UNDOING, WORKER, CANCEL).expectNoEvents();
        when(
                        and(UNDOING, new StepCompensationFailed(ID, TENANT, CALL, 2, "no", LATER)),
                        WORKER,
                        CANCEL)
                .expectNoEvents();
        when(undone(UNDOING), WORKER, CANCEL).expectNoEvents();
    }

    @Test
    void is_refused_where_it_is_completed() {
        var completed =
                and(ACTIVATING, succeeded(ACTIVATE, 1), new OnboardingCompleted(ID, TENANT));

        refused(when(completed, WORKER, CANCEL), RejectionCode.ONBOARDING_OVER);
    }

    /** All that there is to undo is undone at once. */
    private static List<OnboardingEvent> undone(List<OnboardingEvent> cancelled) {
        var history = cancelled;
        while (history.getLast() instanceof StepCompensationStarted undo) {
            history = after(history, SYSTEM, done(undo.step(), undo.attempt()));
        }
        return history;
    }

    private static OnboardingView view(List<OnboardingEvent> history) {
        @Nullable OnboardingView view = null;
        for (var event : history) {
            view = OnboardingView.after(view, event, NOW);
        }
        return Objects.requireNonNull(view);
    }

    private static boolean isRunning(StepView step) {
        return step.status() == StepStatus.RUNNING;
    }

    private static String states(OnboardingView view) {
        return view.steps().stream()
                .map(step -> step.status().name())
                .collect(Collectors.joining(" "));
    }

    private static StepSkipped skipped(String step, int attempt) {
        return new StepSkipped(ID, TENANT, step, attempt, null);
    }
}
