package io.voc.tenancy.query.apikey;

import io.voc.tenancy.contracts.apikey.ApiKeySecret;
import io.voc.tenancy.contracts.apikey.ApiKeyStatus;
import io.voc.tenancy.contracts.apikey.ApiKeyVerification;
import io.voc.tenancy.contracts.apikey.ApiKeyVerification.Result;
import io.voc.tenancy.contracts.apikey.Scopes;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.kit.identity.ApiKeyDirectory;
import io.voc.tenancy.kit.network.Cidr;
import io.voc.tenancy.kit.network.IpAddress;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells whether a key is good: a mistyped one without a look-up. */
@Component
class ApiKeyVerifier implements ApiKeyDirectory {

    private final KeyLookup lookup;
    private final KeyUses uses;
    private final Clock clock;

    ApiKeyVerifier(KeyLookup lookup, KeyUses uses, Clock clock) {
        this.lookup = lookup;
        this.uses = uses;
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
        return lookup.answer(SecretDigest.of(question.key()), known -> judged(known, question));
    }

    private ApiKeyVerification judged(KnownKey known, Verification question) {
        var key = known.key().filter(it -> it.tenantStatus() != TenantStatus.PURGED).orElse(null);
        if (key == null) {
            return ApiKeyVerification.notFound();
        }
        var result = result(key, question);
        if (result == Result.VALID) {
            uses.count(known, key);
        }
        return new ApiKeyVerification(
                result,
                key.tenantId(),
                key.keyId(),
                key.environment(),
                key.scopes(),
                key.plan(),
                texts(key.allowedCidrs()),
                key.endsAt());
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
