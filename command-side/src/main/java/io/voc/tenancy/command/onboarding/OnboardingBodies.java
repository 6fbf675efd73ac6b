package io.voc.tenancy.command.onboarding;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import io.voc.tenancy.contracts.configuration.ConfigurationRules;
import io.voc.tenancy.contracts.configuration.SecretsKept;
import io.voc.tenancy.contracts.configuration.TenantConfiguration;
import io.voc.tenancy.contracts.onboarding.OnboardingCommand.Company;
import io.voc.tenancy.contracts.onboarding.OnboardingView;
import io.voc.tenancy.contracts.rejection.FieldFault;
import io.voc.tenancy.contracts.rejection.Rejection;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The bodies of requests about onboardings, and of the answer that shows a secret. */
final class OnboardingBodies {

    private OnboardingBodies() {}

    record StartOnboardingRequest(
            @Nullable String workflow,
            CompanyRequest company,
            @Nullable String plan,
            @Nullable TenantConfiguration configuration) {

        /**
         * The configuration with the secrets that it has.
         *
         * @throws Rejection with every rule that it breaks
         */
        TenantConfiguration soundConfiguration() {
            if (configuration == null) {
                return TenantConfiguration.EMPTY;
            }
            var kept = SecretsKept.from(TenantConfiguration.EMPTY, configuration);
            var faults =
                    Stream.concat(
                                    kept.faults().stream(),
                                    ConfigurationRules.faultsOf(kept.document()).stream())
                            .map(fault ->
                                    new FieldFault(
                                            "/configuration" + fault.pointer(), fault.detail()))
                            .toList();
            if (!faults.isEmpty()) {
                throw Rejection.invalid(faults);
            }
            return kept.document();
        }
    }

    record CompanyRequest(
            String slug,
            String name,
            String contactEmail,
            String region,
            @Nullable Map<String, String> metadata) {

        Company company() {
            return new Company(
                    slug,
                    name,
                    contactEmail,
                    region,
                    Objects.requireNonNullElse(metadata, Map.of()));
        }
    }

    /**
     * That a step is done.
     *
     * @param attempt the present one when absent
     */
    record CompleteStepRequest(@Nullable Integer attempt, @Nullable String reason) {}

    /**
     * That a step failed.
     *
     * @param attempt the present one when absent
     * @param retryable true when absent
     */
    record FailStepRequest(
            @Nullable Integer attempt,
            @Nullable String code,
            @Nullable String reason,
            @Nullable Boolean retryable) {}

    record StepDecisionRequest(String reason) {}

    record TransitionRequest(@Nullable String reason) {}

    record FirstKey(String id, String secret) {

        /** Without the secret: Spring logs what it writes. */
        @Override
        public String toString() {
            return "FirstKey[" + id + ']';
        }
    }

    record StartedOnboarding(@JsonUnwrapped OnboardingView onboarding, FirstKey apiKey) {}
}
