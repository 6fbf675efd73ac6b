package io.voc.tenancy.contracts.onboarding;

/** Where an onboarding is. */
public enum OnboardingStatus {
    /** Its steps are on their way. */
    RUNNING,
    /** All is done and the tenant is active. */
    COMPLETED,
    /** It failed or was cancelled, and what it did is being undone. */
    COMPENSATING,
    /** Nothing of it is left but this. */
    COMPENSATED;

    /** Whether nothing more happens to it. */
    public boolean isOver() {
        return this == COMPLETED || this == COMPENSATED;
    }
}
