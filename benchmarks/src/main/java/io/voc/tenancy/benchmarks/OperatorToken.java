package io.voc.tenancy.benchmarks;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;

/** A platform-admin's token, good for any benchmark's length. */
final class OperatorToken {

    private OperatorToken() {}

    static String mint() {
        var claims =
                new JWTClaimsSet.Builder()
                        .subject("benchmark")
                        .claim("roles", List.of("platform-admin"))
                        .expirationTime(
                                Date.from(Clock.systemUTC().instant().plus(Duration.ofHours(12))))
                        .build();
        var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        try {
            token.sign(new MACSigner(CommandNode.JWT_SECRET));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }
}
