package io.voc.tenancy.contracts.onboarding;

/** Who does a step. */
public enum StepKind {
    /** This system. */
    INTERNAL,
    /** Whoever listens to the lifecycle stream. */
    EXTERNAL
}
