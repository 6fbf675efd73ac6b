package io.voc.tenancy.query.apikey;

import io.voc.tenancy.contracts.apikey.ApiKeySecret;
import io.voc.tenancy.contracts.apikey.ApiKeyStatus;
import io.voc.tenancy.contracts.apikey.ApiKeyVerification;
import io.voc.tenancy.contracts.apikey.ApiKeyVerification.Result;
import io.voc.tenancy.contracts.apikey.Scopes;
import io.voc.tenancy.kit.identity.ApiKeyDirectory;

import org.springframework.stereotype.Component;

import java.time.Clock;
import java.util.Collection;
import java.util.Set;

/**
 * Tells whether a key is good: a mistyped one without a look-up, any other by the register on the
 * primary.
 */
@Component
class ApiKeyVerifier implements ApiKeyDirectory {

    private final KeyRegister register;
    private final Clock clock;

    ApiKeyVerifier(KeyRegister register, Clock clock) {
        this.register = register;
        this.clock = clock;
    }

    @Override
    public ApiKeyVerification verify(String secret) {
        return verify(secret, Set.of());
    }

    ApiKeyVerification verify(String key, Collection<String> requiredScopes) {
        if (!ApiKeySecret.isWellFormed(key)) {
            return ApiKeyVerification.notFound();
        }
        return register.find(ApiKeySecret.digestOf(key))
                .map(entry -> judged(entry, requiredScopes))
                .orElseGet(ApiKeyVerification::notFound);
    }

    private ApiKeyVerification judged(KeyRegister.Entry entry, Collection<String> requiredScopes) {
        return new ApiKeyVerification(
                result(entry, requiredScopes),
                entry.tenantId(),
                entry.keyId(),
                entry.environment(),
                entry.scopes(),
                entry.expiresAt());
    }

    private Result result(KeyRegister.Entry entry, Collection<String> requiredScopes) {
        if (entry.status() == ApiKeyStatus.REVOKED) {
            return Result.REVOKED;
        }
        if (entry.expiresAt() != null && !clock.instant().isBefore(entry.expiresAt())) {
            return Result.EXPIRED;
        }
        return switch (entry.tenantStatus()) {
            case PURGED -> Result.NOT_FOUND;
            case PENDING, DELETED -> Result.TENANT_NOT_ACTIVE;
            case SUSPENDED -> Result.TENANT_SUSPENDED;
            case ACTIVE ->
                    Scopes.cover(entry.scopes(), requiredScopes) ? Result.VALID : Result.FORBIDDEN;
        };
    }
}
