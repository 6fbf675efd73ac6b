package io.voc.tenancy.command.onboarding;

import io.voc.tenancy.contracts.onboarding.OnboardingEvent.OnboardingStarted;
import io.voc.tenancy.contracts.onboarding.Workflow;

/** What an onboarding remembers of its start to decide how it goes on; nothing personal. */
record Signup(String slug, String region, String plan, Workflow workflow) {

    static Signup of(OnboardingStarted event) {
        return new Signup(event.slug(), event.region(), event.plan(), event.workflow());
    }
}
