package io.voc.tenancy.kit.identity;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.identity.KeyRights;
import io.voc.tenancy.contracts.identity.Role;
import io.voc.tenancy.contracts.identity.TypeId;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an {@link InternalTokens internal token}'s claims must be, and the actor that they describe.
 */
final class InternalClaims {

    private InternalClaims() {}

    /** Refuses tokens that {@link InternalTokens} would not make. */
    static OAuth2TokenValidator<Jwt> areComplete() {
        return token ->
                areOf(token) && token.getExpiresAt() != null && actor(token).isPresent()
                        ? OAuth2TokenValidatorResult.success()
                        : OAuth2TokenValidatorResult.failure(
                                new OAuth2Error(
                                        "invalid_token", "The gateway makes no such token", null));
    }

    /** Whether a token says that it is internal; only its own signature makes that true. */
    static boolean areOf(Jwt token) {
        return InternalTokens.ISSUER.equals(token.getClaims().get(JwtClaimNames.ISS));
    }

    /** A key, or the gateway as a service; empty when the claims describe neither. */
    static Optional<Actor> actor(Jwt token) {
        var subject = token.getSubject();
        if (subject == null) {
            return Optional.empty();
        }
        return token.getClaims().get(InternalTokens.SCOPES_CLAIM) instanceof List<?> scopes
                ? key(subject, token.getClaims().get(Tokens.TENANT_CLAIM), scopes, token)
                : Optional.of(new Actor(subject, Tokens.roles(token), null))
                        .filter(actor -> actor.roles().equals(Set.of(Role.SERVICE)));
    }

    private static Optional<Actor> key(
            String keyId, @Nullable Object tenant, List<?> scopes, Jwt token) {
        if (!(tenant instanceof String tenantId)
                || !TypeId.TENANT.matches(tenantId)
                || !TypeId.API_KEY.matches(keyId)) {
            return Optional.empty();
        }
        var expiresAt = token.getClaimAsString(InternalTokens.KEY_EXPIRY_CLAIM);
        return Optional.of(
                Actor.ofKey(
                        keyId,
                        tenantId,
                        new KeyRights(
                                scopes.stream().map(String::valueOf).collect(toUnmodifiableSet()),
                                expiresAt == null ? null : Instant.parse(expiresAt),
                                cidrs(token))));
    }

    private static List<String> cidrs(Jwt token) {
        return token.getClaims().get(InternalTokens.CIDRS_CLAIM) instanceof List<?> cidrs
                ? cidrs.stream().map(String::valueOf).toList()
                : List.of();
    }
}
