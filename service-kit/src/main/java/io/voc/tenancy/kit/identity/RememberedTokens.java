package io.voc.tenancy.kit.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

import java.time.Clock;
import java.time.Duration;

/**
 * Remembers for a short while which tokens were good. The same bytes are signed by the same key, so
 * verifying them again tells nothing new before they end; only that a key is no longer one, which
 * is known as late as this. A token that was refused is never remembered.
 */
final class RememberedTokens implements JwtDecoder {

    /** Less than the time for which an issuer's keys are kept without asking. */
    private static final Duration WHILE = Duration.ofSeconds(30);

    private static final int MOST = 10_000;

    private final JwtDecoder verifying;
    private final Clock clock;
    private final Cache<String, Jwt> good =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(WHILE).build();

    RememberedTokens(JwtDecoder verifying, Clock clock) {
        this.verifying = verifying;
        this.clock = clock;
    }

    @Override
    public Jwt decode(String token) {
        var known = good.getIfPresent(token);
        if (known != null && isBeforeItsEnd(known)) {
            return known;
        }
        var verified = verifying.decode(token);
        good.put(token, verified);
        return verified;
    }

    private boolean isBeforeItsEnd(Jwt token) {
        var end = token.getExpiresAt();
        return end != null && clock.instant().isBefore(end);
    }
}
