package io.voc.tenancy.contracts.identity;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What a caller may do as an API key, within its tenant.
 *
 * @param scopes what the key was issued for, such as {@code config:read}
 * @param expiresAt when the key ends; null if it does not
 * @param allowedCidrs from where the key may be used; empty for everywhere
 */
public record KeyRights(
        Set<String> scopes, @Nullable Instant expiresAt, List<String> allowedCidrs) {

    public KeyRights {
        scopes = Set.copyOf(scopes);
        allowedCidrs = List.copyOf(allowedCidrs);
    }

    /** Of a key that may be used from everywhere. */
    public KeyRights(Set<String> scopes, @Nullable Instant expiresAt) {
        this(scopes, expiresAt, List.of());
    }
}
