package io.voc.tenancy.contracts.apikey;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Set;

/**
 * Whether a key is good, whose it is, and what it may do.
 *
 * @param result the first that applies; everything else is absent when it is NOT_FOUND
 * @param expiresAt when the key ends; absent if it does not
 */
public record ApiKeyVerification(
        Result result,
        @Nullable String tenantId,
        @Nullable String keyId,
        @Nullable ApiKeyEnvironment environment,
        @Nullable Set<String> scopes,
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

    /** The key is not known. */
    public static ApiKeyVerification notFound() {
        return new ApiKeyVerification(Result.NOT_FOUND, null, null, null, null, null);
    }
}
