package io.voc.tenancy.contracts.plan;

/** What happens at a limit. */
public enum Enforcement {
    /** Nothing passes it. */
    HARD,
    /** It may be passed, and that is told. */
    SOFT
}
