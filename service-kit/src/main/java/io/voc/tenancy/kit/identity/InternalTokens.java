package io.voc.tenancy.kit.identity;

import com.nimbusds.jwt.JWTParser;

import io.voc.tenancy.contracts.identity.KeyRights;
import io.voc.tenancy.contracts.identity.Role;

import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

import javax.crypto.SecretKey;

/**
 * The tokens that the edge makes for the processes behind it: in place of an API key, or in its own
 * name. They live for a minute and never leave the system.
 */
public final class InternalTokens {

    static final String ISSUER = "tenant-manager-gateway";
    static final String SCOPES_CLAIM = "scopes";
    static final String CIDRS_CLAIM = "cidrs";
    static final String KEY_EXPIRY_CLAIM = "key_expires_at";

    private static final String GATEWAY = "gateway";
    private static final Duration VALIDITY = Duration.ofSeconds(60);
    private static final JwsHeader HEADER = JwsHeader.with(MacAlgorithm.HS256).build();

    private final JwtEncoder encoder;
    private final Clock clock;

    InternalTokens(SecretKey key, Clock clock) {
        this.encoder = NimbusJwtEncoder.withSecretKey(key).build();
        this.clock = clock;
    }

    /** A token with which a request goes on as an API key; it does not outlive the key. */
    public String ofKey(String keyId, String tenantId, KeyRights rights) {
        var claims =
                claims(keyId)
                        .claim(Tokens.TENANT_CLAIM, tenantId)
                        .claim(SCOPES_CLAIM, List.copyOf(rights.scopes()));
        if (!rights.allowedCidrs().isEmpty()) {
            claims.claim(CIDRS_CLAIM, rights.allowedCidrs());
        }
        var keysEnd = rights.expiresAt();
        if (keysEnd != null) {
            claims.claim(KEY_EXPIRY_CLAIM, keysEnd.toString());
            if (keysEnd.isBefore(clock.instant().plus(VALIDITY))) {
                claims.expiresAt(keysEnd);
            }
        }
        return encoded(claims);
    }

    /** A token for what the edge asks in its own name, as a service of the platform. */
    public String ofGateway() {
        return encoded(claims(GATEWAY).claim(Tokens.ROLES_CLAIM, List.of(Role.SERVICE.claim())));
    }

    /**
     * Whether the text says of itself, truly or not, that it is one of these tokens. Tokens of
     * others, which are most, are not parsed for that: these ones say their issuer letter by
     * letter.
     */
    public static boolean claimsToBeOne(String token) {
        return mentionsIssuer(token) && isOfIssuer(token);
    }

    private static boolean mentionsIssuer(String token) {
        int begin = token.indexOf('.') + 1;
        int end = token.indexOf('.', begin);
        if (end < 0) {
            return false;
        }
        try {
            var claims = Base64.getUrlDecoder().decode(token.substring(begin, end));
            return new String(claims, StandardCharsets.ISO_8859_1).contains(ISSUER);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static boolean isOfIssuer(String token) {
        try {
            var claims = JWTParser.parse(token).getJWTClaimsSet();
            return claims != null && ISSUER.equals(claims.getIssuer());
        } catch (ParseException _) {
            return false;
        }
    }

    private JwtClaimsSet.Builder claims(String subject) {
        return JwtClaimsSet.builder()
                .issuer(ISSUER)
                .subject(subject)
                .expiresAt(clock.instant().plus(VALIDITY));
    }

    private String encoded(JwtClaimsSet.Builder claims) {
        return encoder.encode(JwtEncoderParameters.from(HEADER, claims.build())).getTokenValue();
    }
}
