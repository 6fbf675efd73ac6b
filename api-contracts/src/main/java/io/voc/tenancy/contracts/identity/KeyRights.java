package io.voc.tenancy.contracts.identity;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Set;

/**
 * What a caller may do as an API key, within its tenant.
 *
 * @param scopes what the key was issued for, such as {@code config:read}
 * @param expiresAt when the key ends; null if it does not
 */
public record KeyRights(Set<String> scopes, @Nullable Instant expiresAt) {

    public KeyRights {
        scopes = Set.copyOf(scopes);
    }
}
