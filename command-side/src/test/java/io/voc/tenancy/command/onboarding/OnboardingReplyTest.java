package io.voc.tenancy.command.onboarding;

import static io.voc.tenancy.command.onboarding.OnboardingStory.CALL;
import static io.voc.tenancy.command.onboarding.OnboardingStory.ID;
import static io.voc.tenancy.command.onboarding.OnboardingStory.NOW;
import static io.voc.tenancy.command.onboarding.OnboardingStory.REGISTER;
import static io.voc.tenancy.command.onboarding.OnboardingStory.REGISTERED;
import static io.voc.tenancy.command.onboarding.OnboardingStory.REGISTERING;
import static io.voc.tenancy.command.onboarding.OnboardingStory.SYSTEM;
import static io.voc.tenancy.command.onboarding.OnboardingStory.TENANT;
import static io.voc.tenancy.command.onboarding.OnboardingStory.WORKER;
import static io.voc.tenancy.command.onboarding.OnboardingStory.and;
import static io.voc.tenancy.command.onboarding.OnboardingStory.begun;
import static io.voc.tenancy.command.onboarding.OnboardingStory.done;
import static io.voc.tenancy.command.onboarding.OnboardingStory.fail;
import static io.voc.tenancy.command.onboarding.OnboardingStory.failed;
import static io.voc.tenancy.command.onboarding.OnboardingStory.refused;
import static io.voc.tenancy.command.onboarding.OnboardingStory.succeeded;
import static io.voc.tenancy.command.onboarding.OnboardingStory.when;

import io.voc.tenancy.contracts.onboarding.OnboardingCommand.RecordRefusedReply;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.ReplyRefused;
import io.voc.tenancy.contracts.rejection.RejectionCode;

import org.junit.jupiter.api.Test;

/** What an onboarding makes of a reply about one of its steps. */
class OnboardingReplyTest {

    @Test
    void that_comes_twice_counts_once() {
        when(and(REGISTERED, succeeded(CALL, 1)), WORKER, done(CALL, 1)).expectNoEvents();
        when(and(REGISTERED, failed(CALL, 1, NOW, null)), WORKER, fail(CALL, 1)).expectNoEvents();
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
        refused(when(REGISTERING, WORKER, done(REGISTER, 1)), RejectionCode.STEP_NOT_EXTERNAL);
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
