package io.voc.tenancy.command.onboarding;

import static io.voc.tenancy.command.onboarding.OnboardingStory.ACTIVATE;
import static io.voc.tenancy.command.onboarding.OnboardingStory.CALL;
import static io.voc.tenancy.command.onboarding.OnboardingStory.ID;
import static io.voc.tenancy.command.onboarding.OnboardingStory.NOW;
import static io.voc.tenancy.command.onboarding.OnboardingStory.REGISTERED;
import static io.voc.tenancy.command.onboarding.OnboardingStory.TENANT;
import static io.voc.tenancy.command.onboarding.OnboardingStory.WORKER;
import static io.voc.tenancy.command.onboarding.OnboardingStory.WRITE;
import static io.voc.tenancy.command.onboarding.OnboardingStory.and;
import static io.voc.tenancy.command.onboarding.OnboardingStory.begun;
import static io.voc.tenancy.command.onboarding.OnboardingStory.done;
import static io.voc.tenancy.command.onboarding.OnboardingStory.failed;
import static io.voc.tenancy.command.onboarding.OnboardingStory.refused;
import static io.voc.tenancy.command.onboarding.OnboardingStory.succeeded;
import static io.voc.tenancy.command.onboarding.OnboardingStory.when;

import io.voc.tenancy.contracts.onboarding.OnboardingCommand.RetryStep;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand.SkipStep;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepSkipped;
import io.voc.tenancy.contracts.rejection.RejectionCode;

import org.junit.jupiter.api.Test;

/** What an operator may do with an onboarding, besides cancelling it. */
class OnboardingOperatorTest {

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
                .expectEvents(succeeded(CALL, 1), begun(ACTIVATE, 1));
        refused(
                when(REGISTERED, WORKER, new SkipStep(ID, ACTIVATE, "no", NOW)),
                RejectionCode.STEP_NOT_SKIPPABLE);
    }
}
