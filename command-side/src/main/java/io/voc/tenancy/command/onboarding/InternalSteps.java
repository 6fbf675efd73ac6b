package io.voc.tenancy.command.onboarding;

import io.voc.tenancy.command.Commands;
import io.voc.tenancy.command.IfMatch;
import io.voc.tenancy.contracts.apikey.ApiKeyCommand.DescribeApiKey;
import io.voc.tenancy.contracts.apikey.ApiKeyCommand.IssueApiKey;
import io.voc.tenancy.contracts.apikey.ApiKeyEnvironment;
import io.voc.tenancy.contracts.apikey.ApiKeySettings;
import io.voc.tenancy.contracts.apikey.StoredSecret;
import io.voc.tenancy.contracts.command.Command;
import io.voc.tenancy.contracts.command.Versioned;
import io.voc.tenancy.contracts.configuration.ConfigurationCommand.ReplaceConfiguration;
import io.voc.tenancy.contracts.configuration.TenantConfiguration;
import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.onboarding.InternalStep;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.OnboardingStarted;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.contracts.tenant.TenantCommand.ActivateOnboardedTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.DescribeTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.PurgeOnboardedTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.RegisterTenant;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.eventstore.log.PastEvents;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Does the steps that need nobody else. Each may be done twice and has its effect once: what is
 * there already is left as it is.
 */
@Component
class InternalSteps {

    static final Actor ONBOARDING = Actor.ofSystem("onboarding");

    private static final String KEY_NAME = "First key";

    private final Commands commands;
    private final PastEvents events;
    private final EndCheck check;

    InternalSteps(Commands commands, PastEvents events, EndCheck check) {
        this.commands = commands;
        this.events = events;
        this.check = check;
    }

    /**
     * Does a step.
     *
     * @throws Rejection when what it asks for is refused
     */
    void perform(String onboardingId, String step) {
        var signup = events.find(onboardingId, OnboardingStarted.class, 1).orElseThrow();
        switch (InternalStep.of(step).orElseThrow()) {
            case REGISTER_TENANT -> registerTenant(signup);
            case APPLY_CONFIGURATION -> applyConfiguration(signup);
            case ISSUE_API_KEY -> issueApiKey(signup);
            case VERIFY -> check.run(signup);
            case ACTIVATE ->
                    send(new ActivateOnboardedTenant(signup.tenantId(), signup.onboardingId()));
        }
    }

    /** Leaves nothing of the tenant, if it got as far as being one. */
    void purgeTenant(String tenantId, String onboardingId) {
        isThere(new PurgeOnboardedTenant(tenantId, onboardingId));
    }

    private void registerTenant(OnboardingStarted signup) {
        if (isThere(new DescribeTenant(signup.tenantId()))) {
            return;
        }
        send(
                new RegisterTenant(
                        signup.tenantId(),
                        signup.slug(),
                        signup.name(),
                        signup.contactEmail(),
                        signup.region(),
                        signup.plan(),
                        signup.metadata(),
                        TenantStatus.PENDING,
                        signup.onboardingId()));
    }

    /** Only the first version: one that somebody has changed since stays as it is. */
    private void applyConfiguration(OnboardingStarted signup) {
        if (signup.configuration().equals(TenantConfiguration.EMPTY)) {
            return;
        }
        try {
            commands.send(
                    new ReplaceConfiguration(signup.tenantId(), signup.configuration()),
                    ONBOARDING,
                    IfMatch.exactly(0));
        } catch (Rejection refusal) {
            if (refusal.code() != RejectionCode.VERSION_CONFLICT) {
                throw refusal;
            }
        }
    }

    private void issueApiKey(OnboardingStarted signup) {
        if (isThere(new DescribeApiKey(signup.keyId(), signup.tenantId()))) {
            return;
        }
        send(
                new IssueApiKey(
                        signup.keyId(),
                        signup.tenantId(),
                        ApiKeySettings.of(KEY_NAME, Set.of("*:*"), null, List.of(), Map.of(), null),
                        ApiKeyEnvironment.LIVE,
                        new StoredSecret(signup.digest(), signup.prefix(), signup.last4())));
    }

    private boolean isThere(Command<? extends Versioned> question) {
        try {
            send(question);
            return true;
        } catch (Rejection refusal) {
            if (refusal.code() == RejectionCode.NOT_FOUND) {
                return false;
            }
            throw refusal;
        }
    }

    private <V extends Versioned> void send(Command<V> command) {
        commands.send(command, ONBOARDING);
    }
}
