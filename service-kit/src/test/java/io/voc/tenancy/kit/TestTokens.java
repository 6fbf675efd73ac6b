package io.voc.tenancy.kit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;

import io.voc.tenancy.kit.identity.Tokens;

import java.time.Instant;
import java.util.Date;
import java.util.List;

/** Tokens, good and bad. */
final class TestTokens {

    static final String SECRET = "0123456789abcdef0123456789abcdef";
    static final String INTERNAL_KEY =
            "an-internal-key-for-tests-of-64-bytes-0123456789abcdef0123456789";
    static final String OTHER_KEY = "a-key-that-nobody-knows-0123456789abcdef";
    static final String GATEWAY = "tenant-manager-gateway";
    static final String KEY_ID = "key_01h455vb4pex5vsknk084sn02q";

    private TestTokens() {}

    /** Complete claims for the next minute, of {@link EdgeProcess#TENANT} in a tenant's role. */
    static JWTClaimsSet.Builder claims(String... roles) {
        return new JWTClaimsSet.Builder()
                .subject("alice")
                .claim(Tokens.ROLES_CLAIM, List.of(roles))
                .claim(Tokens.TENANT_CLAIM, EdgeProcess.TENANT)
                .expirationTime(fromNow(60));
    }

    /** The claims of an internal token for a key of {@link EdgeProcess#TENANT}. */
    static JWTClaimsSet.Builder keyClaims(String... scopes) {
        return new JWTClaimsSet.Builder()
                .issuer(GATEWAY)
                .subject(KEY_ID)
                .claim(Tokens.TENANT_CLAIM, EdgeProcess.TENANT)
                .claim("scopes", List.of(scopes))
                .expirationTime(fromNow(60));
    }

    static Date fromNow(long seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    /** With the secret of {@link EdgeProcess}. */
    static String signed(JWTClaimsSet.Builder claims) {
        return signed(claims, JWSAlgorithm.HS256, SECRET);
    }

    static String signed(JWTClaimsSet.Builder claims, JWSAlgorithm algorithm, String secret) {
        try {
            return signed(claims, new JWSHeader(algorithm), new MACSigner(secret));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    static String signed(JWTClaimsSet.Builder claims, JWSHeader header, JWSSigner signer) {
        var token = new SignedJWT(header, claims.build());
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
        return token.serialize();
    }

    static String unsigned(JWTClaimsSet.Builder claims) {
        return new PlainJWT(claims.build()).serialize();
    }
}
