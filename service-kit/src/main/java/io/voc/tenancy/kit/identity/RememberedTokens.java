package io.voc.tenancy.kit.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Remembers for a short while which tokens were good. The same bytes are signed by the same key, so
 * verifying them again tells nothing new before they end, or before the keys are others. A token
 * that was refused is never remembered.
 */
final class RememberedTokens implements JwtDecoder {

    /** Less than the time for which an issuer's keys are kept without asking. */
    private static final Duration WHILE = Duration.ofSeconds(30);

    private static final int MOST = 10_000;

    private final JwtDecoder verifying;
    private final Supplier<?> keys;
    private final Clock clock;
    private final Cache<String, Good> good =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(WHILE).build();

    /**
     * @param keys those that tokens are verified with now
     */
    RememberedTokens(JwtDecoder verifying, Supplier<?> keys, Clock clock) {
        this.verifying = verifying;
        this.keys = keys;
        this.clock = clock;
    }

    private record Good(Jwt token, Object keys) {}

    @Override
    public Jwt decode(String token) {
        var now = keys.get();
        var known = good.getIfPresent(token);
        if (known != null && known.keys().equals(now) && isBeforeItsEnd(known.token())) {
            return known.token();
        }
        var verified = verifying.decode(token);
        good.put(token, new Good(verified, now));
        return verified;
    }

    private boolean isBeforeItsEnd(Jwt token) {
        var end = token.getExpiresAt();
        return end != null && clock.instant().isBefore(end);
    }
}
