package io.voc.tenancy.command.onboarding;

import io.voc.tenancy.contracts.onboarding.OnboardingCommand.StartOnboarding;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.OnboardingStarted;
import io.voc.tenancy.eventstore.register.Condition;
import io.voc.tenancy.eventstore.register.Condition.HasRoomFor;
import io.voc.tenancy.eventstore.register.Condition.PlanExists;
import io.voc.tenancy.eventstore.register.Condition.WithinLimit;
import io.voc.tenancy.eventstore.register.CountedResource;
import io.voc.tenancy.eventstore.register.TenantResource;

import java.util.List;

/** How an onboarding begins; what its steps would be refused for is refused here. */
record Start(StartOnboarding command) {

    /** The first key is not counted before it is issued, but there must be room for it. */
    List<Condition> conditions() {
        return List.of(
                new PlanExists(command.plan()),
                new WithinLimit(resource(CountedResource.AI_AGENTS)),
                new WithinLimit(resource(CountedResource.PHONE_NUMBERS)),
                new HasRoomFor(resource(CountedResource.API_KEYS), 1));
    }

    OnboardingStarted event() {
        var company = command.company();
        var secret = command.secret();
        return new OnboardingStarted(
                command.onboardingId(),
                command.tenantId(),
                company.slug(),
                company.name(),
                company.contactEmail(),
                company.region(),
                company.metadata(),
                command.plan(),
                command.configuration(),
                command.keyId(),
                secret.digest(),
                secret.prefix(),
                secret.last4(),
                command.workflow());
    }

    private TenantResource resource(CountedResource resource) {
        return new TenantResource(command.tenantId(), resource);
    }
}
