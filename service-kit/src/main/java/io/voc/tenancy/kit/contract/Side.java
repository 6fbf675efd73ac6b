package io.voc.tenancy.kit.contract;

import java.util.Locale;

/** The two sides that serve operations. */
public enum Side {
    /** Decides: whatever changes something. */
    COMMAND,
    /** Answers: whatever only reads. */
    QUERY;

    /** The side by its name in the OpenAPI document, such as {@code query}. */
    static Side of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** The name of the side's process, such as {@code query-side}. */
    public String title() {
        return name().toLowerCase(Locale.ROOT) + "-side";
    }
}
