package io.voc.tenancy.command.onboarding;

import static io.voc.tenancy.command.onboarding.OnboardingStory.CALL;
import static io.voc.tenancy.command.onboarding.OnboardingStory.EPOCH;
import static io.voc.tenancy.command.onboarding.OnboardingStory.ID;
import static io.voc.tenancy.command.onboarding.OnboardingStory.NOW;
import static io.voc.tenancy.command.onboarding.OnboardingStory.REGISTERED;
import static io.voc.tenancy.command.onboarding.OnboardingStory.SYSTEM;
import static io.voc.tenancy.command.onboarding.OnboardingStory.TENANT;
import static io.voc.tenancy.command.onboarding.OnboardingStory.WORKER;
import static io.voc.tenancy.command.onboarding.OnboardingStory.WRITE;
import static io.voc.tenancy.command.onboarding.OnboardingStory.and;
import static io.voc.tenancy.command.onboarding.OnboardingStory.begun;
import static io.voc.tenancy.command.onboarding.OnboardingStory.fail;
import static io.voc.tenancy.command.onboarding.OnboardingStory.failed;
import static io.voc.tenancy.command.onboarding.OnboardingStory.succeeded;
import static io.voc.tenancy.command.onboarding.OnboardingStory.undoing;
import static io.voc.tenancy.command.onboarding.OnboardingStory.when;

import io.voc.tenancy.contracts.onboarding.OnboardingCommand.CheckTime;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand.FailStep;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.CompensationStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepCompensationStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepFailed;
import io.voc.tenancy.contracts.onboarding.StepKind;

import org.junit.jupiter.api.Test;

/** What an onboarding makes of a failure of one of its steps. */
class OnboardingFailureTest {

    @Test
    void is_tried_again_after_a_while() {
        when(REGISTERED, WORKER, fail(CALL, 1))
                .expectEvents(failed(CALL, 1, NOW.plusSeconds(10), null));
        when(and(REGISTERED, failed(CALL, 1, NOW, null)), SYSTEM, new CheckTime(ID, NOW))
                .expectEvents(begun(CALL, 2));
    }

    @Test
    void that_another_attempt_does_not_help_is_one_for_good() {
        when(REGISTERED, WORKER, new FailStep(ID, CALL, 1, "failed", null, false, NOW))
                .expectEvents(
                        failed(CALL, 1, null, null),
                        new CompensationStarted(ID, TENANT, "failed", CALL, null),
                        undoing(CALL, 2));
    }

    @Test
    void for_good_undoes_everything() {
        when(and(REGISTERED, failed(CALL, 1, NOW, null), begun(CALL, 2)), WORKER, fail(CALL, 2))
                .expectEvents(
                        failed(CALL, 2, null, null),
                        new CompensationStarted(ID, TENANT, "failed", CALL, null),
                        undoing(CALL, 3));
    }

    @Test
    void for_good_may_be_held_for_an_operator_and_is_given_up_then() {
        var held = and(REGISTERED, succeeded(CALL, 1), failed(WRITE, 1, null, NOW.plusSeconds(60)));

        when(REGISTERED, WORKER, fail(WRITE, 1))
                .expectEvents(failed(WRITE, 1, null, NOW.plusSeconds(60)));
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
        when(and(REGISTERED, succeeded(WRITE, 1)), SYSTEM, new CheckTime(ID, NOW.plusSeconds(30)))
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
