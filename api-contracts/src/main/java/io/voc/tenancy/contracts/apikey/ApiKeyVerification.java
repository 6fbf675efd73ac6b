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
 * @param rateLimit how its rate limit stands after this use; absent when it has none, or that can't
 *     be known, or another result came first
 */
public record ApiKeyVerification(
        Result result,
        @Nullable String tenantId,
        @Nullable String keyId,
        @Nullable ApiKeyEnvironment environment,
        @Nullable Set<String> scopes,
        @Nullable String plan,
        @Nullable List<String> allowedCidrs,
        @Nullable Instant expiresAt,
        @Nullable RateLimitState rateLimit) {

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
            new ApiKeyVerification(
                    Result.NOT_FOUND, null, null, null, null, null, null, null, null);

    /**
     * What is left of a limit.
     *
     * @param limit how many requests the whole of it is
     * @param remaining how many more could follow at once
     * @param resetsAt when all of it is there again, if nothing more is used
     * @param nextAt when one more is there; absent when one is there now
     */
    public record RateLimitState(
            long limit, long remaining, Instant resetsAt, @Nullable Instant nextAt) {}

    /** The key is not known. */
    public static ApiKeyVerification notFound() {
        return NOT_FOUND;
    }

    /** The same key, of whose rate limit this is left. */
    public ApiKeyVerification limited(Result newResult, @Nullable RateLimitState state) {
        return new ApiKeyVerification(
                newResult,
                tenantId,
                keyId,
                environment,
                scopes,
                plan,
                allowedCidrs,
                expiresAt,
                state);
    }
}
