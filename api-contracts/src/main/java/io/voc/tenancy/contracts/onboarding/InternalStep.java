package io.voc.tenancy.contracts.onboarding;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The steps that this system does itself; every workflow has each of them. */
public enum InternalStep {
    REGISTER_TENANT("purge-tenant"),
    APPLY_CONFIGURATION(null),
    ISSUE_API_KEY(null),
    VERIFY(null),
    ACTIVATE(null);

    private final @Nullable String compensation;

    InternalStep(@Nullable String compensation) {
        this.compensation = compensation;
    }

    /** The step as workflows name it, such as {@code register-tenant}. */
    public String step() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The name of what undoes it; null where the tenant's purge does. */
    public @Nullable String compensation() {
        return compensation;
    }

    /** The step of the name. */
    public static Optional<InternalStep> of(String step) {
        return Stream.of(values()).filter(it -> it.step().equals(step)).findFirst();
    }
}
