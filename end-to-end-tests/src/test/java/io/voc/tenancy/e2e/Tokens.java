package io.voc.tenancy.e2e;

import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens, good and bad, made by hand from RFC 7519. */
final class Tokens {

    static final String SECRET = "a-secret-for-end-to-end-tests-only-0123456789";

    static final String INTERNAL_KEY = "an-internal-key-for-end-to-end-tests-0123456789";
    static final String GATEWAY = "tenant-manager-gateway";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long HOUR = 3_600;

    private Tokens() {}

    static String platformAdmin() {
        return of(claims("platform-admin"));
    }

    static String platformAuditor() {
        return of(claims("platform-auditor"));
    }

    static String service() {
        return of(claims("service"));
    }

    static String tenantAdmin(String tenantId) {
        return of(with(claims("tenant-admin"), "tid", tenantId));
    }

    static String tenantViewer(String tenantId) {
        return of(with(claims("tenant-viewer"), "tid", tenantId));
    }

    static Map<String, Object> claims(String role) {
        return Map.of(
                "sub", "e2e", "roles", List.of(role), "exp", Instant.now().getEpochSecond() + HOUR);
    }

    /** What the gateway would say of a key, had it made the token. */
    static Map<String, Object> keyClaims(String tenantId) {
        return Map.of(
                "iss",
                GATEWAY,
                "sub",
                "key_00000000000000000000000000",
                "tid",
                tenantId,
                "scopes",
                List.of("*:*"),
                "exp",
                Instant.now().getEpochSecond() + 30);
    }

    static Map<String, Object> with(Map<String, Object> claims, String name, Object value) {
        var changed = new HashMap<>(claims);
        changed.put(name, value);
        return changed;
    }

    static Map<String, Object> without(Map<String, Object> claims, String name) {
        var changed = new HashMap<>(claims);
        changed.remove(name);
        return changed;
    }

    static String of(Map<String, Object> claims) {
        return signed(Map.of("alg", "HS256", "typ", "JWT"), claims, SECRET);
    }

    static String signed(Map<String, Object> header, Map<String, Object> claims, String secret) {
        var content = part(header) + '.' + part(claims);
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return content + '.' + base64(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String unsigned(Map<String, Object> claims) {
        return part(Map.of("alg", "none", "typ", "JWT")) + '.' + part(claims) + '.';
    }

    private static String part(Map<String, Object> json) {
        return base64(JSON.writeValueAsBytes(json));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
