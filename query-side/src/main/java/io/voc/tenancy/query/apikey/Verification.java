package io.voc.tenancy.query.apikey;

import org.jspecify.annotations.Nullable;

import java.util.Collection;

/**
 * The question whether a key is good.
 *
 * @param requiredScopes all of which the key must have
 * @param sourceIp from where it was used; null when nobody says, and anything that is no address
 *     counts as that
 */
record Verification(String key, Collection<String> requiredScopes, @Nullable String sourceIp) {

    /** Without the key. */
    @Override
    public String toString() {
        return "Verification[" + requiredScopes + ']';
    }
}
