package io.voc.tenancy.contracts.apikey;

import java.util.Locale;

/** What a key is for; part of its secret, so that it can be told by sight. */
public enum ApiKeyEnvironment {
    LIVE,
    TEST;

    /** The environment as callers and secrets spell it: {@code live} or {@code test}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
