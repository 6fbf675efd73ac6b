package io.voc.tenancy.query.apikey;

import io.voc.tenancy.contracts.apikey.ApiKeySecret;
import io.voc.tenancy.contracts.apikey.ApiKeyStatus;
import io.voc.tenancy.contracts.apikey.ApiKeyVerification;
import io.voc.tenancy.contracts.apikey.ApiKeyVerification.RateLimitState;
import io.voc.tenancy.contracts.apikey.ApiKeyVerification.Result;
import io.voc.tenancy.contracts.apikey.Scopes;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.kit.identity.ApiKeyDirectory;
import io.voc.tenancy.kit.network.Cidr;
import io.voc.tenancy.kit.network.IpAddress;
import io.voc.tenancy.kit.rate.RateLimitUse;
import io.voc.tenancy.kit.rate.RateLimits;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Tells whether a key is good: a mistyped one without a look-up. */
@Component
class ApiKeyVerifier implements ApiKeyDirectory {

    private final KeyLookup lookup;
    private final KeyUses uses;
    private final RateLimits limits;
    private final Clock clock;

    ApiKeyVerifier(KeyLookup lookup, KeyUses uses, RateLimits limits, Clock clock) {
        this.lookup = lookup;
        this.uses = uses;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public ApiKeyVerification verify(String secret, String sourceIp) {
        return verify(new Verification(secret, Set.of(), sourceIp));
    }

    ApiKeyVerification verify(Verification question) {
        if (!ApiKeySecret.isWellFormed(question.key())) {
            return ApiKeyVerification.notFound();
        }
        var judged = lookup.answer(SecretDigest.of(question.key()), it -> judged(it, question));
        return judged.result() == Result.VALID ? used(judged) : judged.verification();
    }

    /**
     * @param key null only when the result is NOT_FOUND
     */
    private record Judged(Result result, KnownKey known, @Nullable RegisteredKey key) {

        ApiKeyVerification verification() {
            return key == null
                    ? ApiKeyVerification.notFound()
                    : new ApiKeyVerification(
                            result,
                            key.tenantId(),
                            key.keyId(),
                            key.environment(),
                            key.scopes(),
                            key.plan(),
                            texts(key.allowedCidrs()),
                            key.endsAt(),
                            null);
        }
    }

    private Judged judged(KnownKey known, Verification question) {
        var key = known.key().filter(it -> it.tenantStatus() != TenantStatus.PURGED).orElse(null);
        return new Judged(key == null ? Result.NOT_FOUND : result(key, question), known, key);
    }

    /** Behind the look-up, so that no use is counted twice, nor an answer held up before it. */
    private ApiKeyVerification used(Judged judged) {
        var key = Objects.requireNonNull(judged.key());
        var limit = key.rateLimit();
        var use =
                limit == null
                        ? Optional.<RateLimitUse>empty()
                        : limits.use("key:" + key.keyId(), limit);
        if (use.isPresent() && !use.get().isWithin()) {
            return judged.verification().limited(Result.RATE_LIMITED, state(use.get()));
        }
        uses.count(judged.known(), key);
        var verification = judged.verification();
        return use.map(counted -> verification.limited(Result.VALID, state(counted)))
                .orElse(verification);
    }

    private RateLimitState state(RateLimitUse use) {
        var now = clock.instant();
        return new RateLimitState(
                use.limit(),
                use.remaining(),
                now.plus(use.untilReset()).truncatedTo(ChronoUnit.MILLIS),
                use.isWithin() ? null : now.plus(use.untilNext()).truncatedTo(ChronoUnit.MILLIS));
    }

    private Result result(RegisteredKey key, Verification question) {
        if (key.status() == ApiKeyStatus.REVOKED) {
            return Result.REVOKED;
        }
        if (key.endsAt() != null && !clock.instant().isBefore(key.endsAt())) {
            return Result.EXPIRED;
        }
        return switch (key.tenantStatus()) {
            case PURGED -> Result.NOT_FOUND;
            case PENDING, DELETED -> Result.TENANT_NOT_ACTIVE;
            case SUSPENDED -> Result.TENANT_SUSPENDED;
            case ACTIVE -> isAllowed(key, question) ? Result.VALID : Result.FORBIDDEN;
        };
    }

    private static boolean isAllowed(RegisteredKey key, Verification question) {
        return (key.allowedCidrs().isEmpty() || Cidr.admit(key.allowedCidrs(), source(question)))
                && Scopes.cover(key.scopes(), question.requiredScopes());
    }

    private static Optional<IpAddress> source(Verification question) {
        return Optional.ofNullable(question.sourceIp()).flatMap(IpAddress::parse);
    }

    private static @Nullable List<String> texts(List<Cidr> ranges) {
        return ranges.isEmpty() ? null : ranges.stream().map(Cidr::toString).toList();
    }
}
