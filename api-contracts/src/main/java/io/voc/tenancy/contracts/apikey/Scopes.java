package io.voc.tenancy.contracts.apikey;

import java.util.Collection;

/**
 * What scopes allow: {@code resource:action}, where {@code *} stands for any action or any
 * resource.
 */
public final class Scopes {

    private static final String EVERYTHING = "*:*";

    private Scopes() {}

    /** Whether the held scopes allow everything that is required. */
    public static boolean cover(Collection<String> held, Collection<String> required) {
        return required.stream().allMatch(scope -> covers(held, scope));
    }

    private static boolean covers(Collection<String> held, String required) {
        return held.contains(required)
                || held.contains(EVERYTHING)
                || held.contains(required.substring(0, required.indexOf(':') + 1) + '*');
    }
}
