package io.voc.tenancy.contracts.configuration;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * A secret of a configuration, or in a new document what is to become of the one that is there. It
 * shows itself neither in logs nor in JSON, where all that can be read is {@link #isSet}; whoever
 * needs its text asks for it by {@link #reveal}.
 */
public final class Secret {

    /** In a new document: the secret that is there stays. */
    public static final Secret KEPT = new Secret(null);

    /** In a new document: the secret that is there goes. */
    public static final Secret REMOVED = new Secret(null);

    private final @Nullable String text;

    private Secret(@Nullable String text) {
        this.text = text;
    }

    /** A secret of this text. */
    public static Secret of(String text) {
        return new Secret(text);
    }

    /** Whether there is a text. */
    public boolean isSet() {
        return text != null;
    }

    /**
     * The secret's text.
     *
     * @throws IllegalStateException when it only says what is to become of another
     */
    public String reveal() {
        if (text == null) {
            throw new IllegalStateException("there is no text");
        }
        return text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (text != null && other instanceof Secret secret && text.equals(secret.text));
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(text);
    }

    @Override
    public String toString() {
        return "Secret[...]";
    }
}
