package io.voc.tenancy.command.onboarding;

import static io.voc.tenancy.command.onboarding.OnboardingStory.ACTIVATE;
import static io.voc.tenancy.command.onboarding.OnboardingStory.CALL;
import static io.voc.tenancy.command.onboarding.OnboardingStory.ID;
import static io.voc.tenancy.command.onboarding.OnboardingStory.NOW;
import static io.voc.tenancy.command.onboarding.OnboardingStory.REGISTER;
import static io.voc.tenancy.command.onboarding.OnboardingStory.REGISTERED;
import static io.voc.tenancy.command.onboarding.OnboardingStory.REGISTERING;
import static io.voc.tenancy.command.onboarding.OnboardingStory.STARTED;
import static io.voc.tenancy.command.onboarding.OnboardingStory.SYSTEM;
import static io.voc.tenancy.command.onboarding.OnboardingStory.TENANT;
import static io.voc.tenancy.command.onboarding.OnboardingStory.WORKER;
import static io.voc.tenancy.command.onboarding.OnboardingStory.WORKFLOW;
import static io.voc.tenancy.command.onboarding.OnboardingStory.WRITE;
import static io.voc.tenancy.command.onboarding.OnboardingStory.and;
import static io.voc.tenancy.command.onboarding.OnboardingStory.begun;
import static io.voc.tenancy.command.onboarding.OnboardingStory.done;
import static io.voc.tenancy.command.onboarding.OnboardingStory.fixture;
import static io.voc.tenancy.command.onboarding.OnboardingStory.succeeded;
import static io.voc.tenancy.command.onboarding.OnboardingStory.when;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.contracts.apikey.StoredSecret;
import io.voc.tenancy.contracts.configuration.TenantConfiguration;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand.Company;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand.StartOnboarding;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.OnboardingCompleted;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/** How an onboarding goes on while all goes well. */
class OnboardingTest {

    @Test
    void begins_with_the_step_that_depends_on_no_other() {
        fixture()
                .givenNoPriorActivity()
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
        when(REGISTERING, SYSTEM, done(REGISTER, 1))
                .expectEvents(succeeded(REGISTER, 1), begun(CALL, 1), begun(WRITE, 1));
    }

    @Test
    void waits_until_all_that_a_step_depends_on_is_done() {
        when(REGISTERED, WORKER, done(CALL, 1)).expectEvents(succeeded(CALL, 1));
        when(and(REGISTERED, succeeded(CALL, 1)), WORKER, done(WRITE, 1))
                .expectEvents(succeeded(WRITE, 1), begun(ACTIVATE, 1));
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
                .expectEvents(succeeded(ACTIVATE, 1), new OnboardingCompleted(ID, TENANT));
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
}
