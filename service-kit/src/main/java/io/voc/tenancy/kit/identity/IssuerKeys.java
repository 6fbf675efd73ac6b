package io.voc.tenancy.kit.identity;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The keys of an issuer, fetched when the first token asks for one. They are fetched again when
 * they have become old, and when a token names one that is not among them, but not more often than
 * the issuer bears. While it is away, those that are known stay good for a while.
 */
final class IssuerKeys implements JWKSource<SecurityContext> {

    static final Duration OLD = Duration.ofMinutes(5);
    static final Duration PAUSE = Duration.ofSeconds(2);
    static final Duration OUTAGE = Duration.ofHours(1);

    private static final Logger log = LoggerFactory.getLogger(IssuerKeys.class);

    private final Issuer issuer;
    private final Clock clock;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile Known known = new Known(new JWKSet(), Instant.MIN, Instant.MIN);

    IssuerKeys(Issuer issuer, Clock clock) {
        this.issuer = issuer;
        this.clock = clock;
    }

    /**
     * @param fetchedAt when the issuer told these keys
     * @param askedAt when it was last asked, be it in vain
     */
    private record Known(JWKSet keys, Instant fetchedAt, Instant askedAt) {

        boolean isYoungerThan(Duration age, Instant now) {
            return fetchedAt.isAfter(now.minus(age));
        }

        boolean isAskedWithin(Duration pause, Instant now) {
            return askedAt.isAfter(now.minus(pause));
        }

        boolean isAskedInVain() {
            return askedAt.isAfter(fetchedAt);
        }
    }

    /**
     * The keys that a token may be signed with; empty when the issuer has none such.
     *
     * @throws KeySourceException when that can't be known
     */
    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
            throws KeySourceException {
        var keys = selector.select(usable().keys());
        if (!keys.isEmpty()) {
            return keys;
        }
        var newest = fetched();
        if (newest.isAskedInVain()) {
            throw unavailable();
        }
        return selector.select(newest.keys());
    }

    /** All keys that are known now. */
    JWKSet known() {
        return known.keys();
    }

    private Known usable() throws KeySourceException {
        var now = clock.instant();
        var usable = known;
        if (usable.isYoungerThan(OLD, now)
                || (usable.isYoungerThan(OUTAGE, now) && fetching.isLocked())) {
            return usable;
        }
        usable = fetched();
        if (usable.isYoungerThan(OUTAGE, now)) {
            return usable;
        }
        throw unavailable();
    }

    /** What is known after the issuer was asked, by this thread or by another one just before. */
    private Known fetched() {
        fetching.lock();
        try {
            if (!known.isAskedWithin(PAUSE, clock.instant())) {
                known = ask();
            }
            return known;
        } finally {
            fetching.unlock();
        }
    }

    private Known ask() {
        try {
            var keys = issuer.keys();
            if (known.isAskedInVain()) {
                log.info("The issuer {} tells its keys again", issuer.name());
            }
            var now = clock.instant();
            return new Known(keys, now, now);
        } catch (IOException | ParseException e) {
            if (!known.isAskedInVain()) {
                log.warn("The issuer {} does not tell its keys: {}", issuer.name(), e.toString());
            }
            return new Known(known.keys(), known.fetchedAt(), clock.instant());
        }
    }

    private static KeySourceException unavailable() {
        return new KeySourceException("The issuer's keys can't be had");
    }
}
