package io.voc.tenancy.standalone;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import io.voc.tenancy.contracts.identity.Role;
import io.voc.tenancy.kit.identity.Tokens;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;

/** Makes tokens that this installation accepts. */
record TokenMint(String secret, Clock clock) {

    String mint(String subject, Role role, @Nullable String tenantId, Duration validFor) {
        var now = clock.instant();
        var claims =
                new JWTClaimsSet.Builder()
                        .subject(subject)
                        .claim(Tokens.ROLES_CLAIM, List.of(role.claim()))
                        .claim(Tokens.TENANT_CLAIM, tenantId)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(validFor)))
                        .build();
        var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        try {
            token.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (JOSEException e) {
            throw new CommandFailedException("JWT_SECRET is malformed: expected at least 32 bytes");
        }
        return token.serialize();
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "TokenMint";
    }
}
