package io.voc.tenancy.kit.identity;

import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.identity.Role;
import io.voc.tenancy.contracts.identity.TypeId;

import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What a token's claims must be, and the actor that they describe. */
public final class Tokens {

    public static final String ROLES_CLAIM = "roles";
    public static final String TENANT_CLAIM = "tid";

    private Tokens() {}

    /** Refuses tokens without subject, end, known role, or, for a tenant role, tenant. */
    static OAuth2TokenValidator<Jwt> claimsAreComplete() {
        return token ->
                fault(token)
                        .map(fault ->
                                OAuth2TokenValidatorResult.failure(
                                        new OAuth2Error("invalid_token", fault, null)))
                        .orElseGet(OAuth2TokenValidatorResult::success);
    }

    private static Optional<String> fault(Jwt token) {
        if (InternalClaims.areOf(token)) {
            return Optional.of("The token claims to be the gateway's");
        }
        if (token.getSubject() == null || token.getSubject().isBlank()) {
            return Optional.of("The token has no sub");
        }
        if (token.getExpiresAt() == null) {
            return Optional.of("The token has no " + JwtClaimNames.EXP);
        }
        var roles = roles(token);
        if (roles.isEmpty()) {
            return Optional.of("The token has no role that is known here");
        }
        var tenant = token.getClaims().get(TENANT_CLAIM);
        if (roles.stream().anyMatch(Role::isOfTenant)
                && !(tenant instanceof String id && TypeId.TENANT.matches(id))) {
            return Optional.of("The token has a tenant's role but no tid");
        }
        return Optional.empty();
    }

    /** The actor that a token with complete claims describes, whichever kind it is. */
    public static Actor actorOf(Jwt token) {
        if (InternalClaims.areOf(token)) {
            return InternalClaims.actor(token).orElseThrow();
        }
        var subject =
                Objects.requireNonNull(
                        token.getSubject(), "refused without one by claimsAreComplete");
        return new Actor(
                subject,
                roles(token),
                token.getClaimAsString(TENANT_CLAIM),
                null,
                token.getClaimAsString(JwtClaimNames.ISS));
    }

    static Set<Role> roles(Jwt token) {
        var roles = EnumSet.noneOf(Role.class);
        if (token.getClaims().get(ROLES_CLAIM) instanceof List<?> claims) {
            claims.forEach(claim -> Role.ofClaim(String.valueOf(claim)).ifPresent(roles::add));
        }
        return roles;
    }
}
