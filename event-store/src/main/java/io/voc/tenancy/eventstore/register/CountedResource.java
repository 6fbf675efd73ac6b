package io.voc.tenancy.eventstore.register;

import java.util.Arrays;
import java.util.Locale;

/** What a tenant has a number of that a plan may limit. */
public enum CountedResource {
    API_KEYS,
    AI_AGENTS,
    PHONE_NUMBERS;

    /** The name that plans know it by, such as {@code api-keys}. */
    public String metric() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static CountedResource of(String metric) {
        return Arrays.stream(values())
                .filter(resource -> resource.metric().equals(metric))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nobody counts " + metric));
    }
}
