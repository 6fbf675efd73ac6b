package io.voc.tenancy.contracts.apikey;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Whether a key is good, whose it is, and what it may do.
 *
 * @param result the first that applies; everything else is absent when it is NOT_FOUND
 * @param plan that the key's tenant has
 * @param allowedCidrs from where the key may be used; absent for everywhere
 * @param expiresAt when the key, or the secret that was shown, ends; absent if it does not
 */
public record ApiKeyVerification(
        Result result,
        @Nullable String tenantId,
        @Nullable String keyId,
        @Nullable ApiKeyEnvironment environment,
        @Nullable Set<String> scopes,
        @Nullable String plan,
        @Nullable List<String> allowedCidrs,
        @Nullable Instant expiresAt) {

    /** The answers, in the order in which they are looked for. */
    public enum Result {
        NOT_FOUND,
        REVOKED,
        EXPIRED,
        TENANT_NOT_ACTIVE,
        TENANT_SUSPENDED,
        FORBIDDEN,
        RATE_LIMITED,
        VALID
    }

    private static final ApiKeyVerification NOT_FOUND =
            new ApiKeyVerification(Result.NOT_FOUND, null, null, null, null, null, null, null);

    /** The key is not known. */
    public static ApiKeyVerification notFound() {
        return NOT_FOUND;
    }
}
