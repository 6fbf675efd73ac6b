package io.voc.tenancy.kit.identity;

import com.nimbusds.jose.KeySourceException;

import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;

import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

import java.time.Duration;
import java.util.List;

import javax.crypto.SecretKey;

/**
 * Verifies tokens of both kinds: those from outside, and {@link InternalTokens internal} ones. Each
 * is verified as what it says it is, and as nothing else.
 */
final class TokenDecoder implements JwtDecoder {

    private static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

    private final JwtDecoder external;
    private final JwtDecoder internal;

    TokenDecoder(JwtDecoder external, JwtDecoder internal) {
        this.external = external;
        this.internal = internal;
    }

    /** For tokens from outside that are signed with a secret. */
    static JwtDecoder ofSecret(SecretKey secret) {
        return signedWith(secret, inTime(Tokens.claimsAreComplete()));
    }

    /** For tokens from outside that are signed by an issuer; never with a secret. */
    static JwtDecoder ofIssuer(String issuer, IssuerKeys keys) {
        var decoder =
                NimbusJwtDecoder.withJwkSource(keys)
                        .jwsAlgorithms(algorithms ->
                                algorithms.addAll(List.of(SignatureAlgorithm.values())))
                        .build();
        decoder.setJwtValidator(
                inTime(
                        new DelegatingOAuth2TokenValidator<>(
                                List.of(
                                        new JwtIssuerValidator(issuer),
                                        Tokens.claimsAreComplete()))));
        return decoder;
    }

    /** For internal tokens. */
    static JwtDecoder ofGateway(SecretKey key) {
        return signedWith(key, inTime(InternalClaims.areComplete()));
    }

    /**
     * Answers a token that is good.
     *
     * @throws BadJwtException when it is not
     * @throws Rejection {@code unavailable} when the issuer's keys can't be had
     */
    @Override
    public Jwt decode(String token) {
        try {
            return (InternalTokens.claimsToBeOne(token) ? internal : external).decode(token);
        } catch (BadJwtException e) {
            throw e;
        } catch (JwtException e) {
            if (e.getCause() instanceof KeySourceException) {
                throw new Rejection(
                        RejectionCode.UNAVAILABLE,
                        "The issuer of the token can't be asked for its keys right now; try again");
            }
            throw new BadJwtException("The token can't be verified", e);
        }
    }

    private static JwtDecoder signedWith(SecretKey key, OAuth2TokenValidator<Jwt> validator) {
        var decoder = NimbusJwtDecoder.withSecretKey(key).macAlgorithm(MacAlgorithm.HS256).build();
        decoder.setJwtValidator(validator);
        return decoder;
    }

    private static OAuth2TokenValidator<Jwt> inTime(OAuth2TokenValidator<Jwt> claims) {
        return new DelegatingOAuth2TokenValidator<>(
                List.of(new JwtTimestampValidator(CLOCK_SKEW), claims));
    }
}
