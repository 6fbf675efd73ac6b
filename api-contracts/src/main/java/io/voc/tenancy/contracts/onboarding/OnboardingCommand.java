package io.voc.tenancy.contracts.onboarding;

import io.voc.tenancy.contracts.apikey.StoredSecret;
import io.voc.tenancy.contracts.command.Command;
import io.voc.tenancy.contracts.configuration.TenantConfiguration;
import io.voc.tenancy.contracts.identity.TypeId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What can be asked of an onboarding. */
public sealed interface OnboardingCommand extends Command<OnboardingView> {

    /** The onboarding that is asked. */
    String onboardingId();

    /** Is known to the onboarding alone, save when it begins. */
    @Override
    default @Nullable String tenantId() {
        return null;
    }

    @Override
    default String target() {
        return onboardingId();
    }

    @Override
    default String thing() {
        return TypeId.ONBOARDING.thing();
    }

    @Override
    default boolean canBeThere() {
        return TypeId.ONBOARDING.matches(target());
    }

    /** The company that is onboarded. */
    record Company(
            String slug,
            String name,
            String contactEmail,
            String region,
            Map<String, String> metadata) {

        public Company {
            metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        }
    }

    /**
     * Begins to make a company a tenant.
     *
     * @param configuration with all its secrets; the empty one for none
     * @param keyId of the first API key, which gets this secret
     */
    record StartOnboarding(
            String onboardingId,
            String tenantId,
            Workflow workflow,
            Company company,
            String plan,
            TenantConfiguration configuration,
            String keyId,
            StoredSecret secret,
            Instant now)
            implements OnboardingCommand {}

    /**
     * Says that an attempt at a step, or its undoing, did what it should.
     *
     * @param attempt which one; null for the present one
     */
    record CompleteStep(
            String onboardingId,
            String step,
            @Nullable Integer attempt,
            @Nullable String reason,
            Instant now)
            implements OnboardingCommand {}

    /**
     * Says that an attempt at a step, or its undoing, did not do what it should.
     *
     * @param attempt which one; null for the present one
     * @param code why, such as {@code no-numbers-left}
     * @param isRetryable whether another attempt may help
     */
    record FailStep(
            String onboardingId,
            String step,
            @Nullable Integer attempt,
            String code,
            @Nullable String reason,
            boolean isRetryable,
            Instant now)
            implements OnboardingCommand {}

    /** Begins another attempt at once, whatever the workflow says. */
    record RetryStep(String onboardingId, String step, @Nullable String reason, Instant now)
            implements OnboardingCommand {}

    /** Leaves a step out, if its workflow allows. */
    record SkipStep(String onboardingId, String step, @Nullable String reason, Instant now)
            implements OnboardingCommand {}

    /** Gives the onboarding up and undoes what it did. */
    record CancelOnboarding(String onboardingId, @Nullable String reason, Instant now)
            implements OnboardingCommand {}

    /** Does what is due by now, which may be nothing. */
    record CheckTime(String onboardingId, Instant now) implements OnboardingCommand {}

    /** Keeps on record that a reply was refused. */
    record RecordRefusedReply(String onboardingId, String step, String replyId, String code)
            implements OnboardingCommand {}
}
