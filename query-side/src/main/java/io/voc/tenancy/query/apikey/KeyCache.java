package io.voc.tenancy.query.apikey;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.voc.tenancy.contracts.apikey.ApiKeyEvent;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyIssued;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyRotated;
import io.voc.tenancy.contracts.event.EventCatalogue;
import io.voc.tenancy.eventstore.log.Feed;
import io.voc.tenancy.eventstore.log.LogEntry;
import io.voc.tenancy.query.Gatekeeper;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The keys that this node knows, and digests that it knows to be none's. Nothing is removed by
 * events: each entry has the position of the log at which it was true, and is passed over once the
 * feed has seen a later event of its key or tenant. So a fill can't come too late.
 */
@Component
class KeyCache {

    private static final int CHANGES = 50_000;
    private static final Set<String> OF_KEYS = types(ApiKeyEvent.class);
    private static final Set<String> OF_NEW_SECRETS =
            Set.of(
                    EventCatalogue.typeOf(ApiKeyIssued.class).name(),
                    EventCatalogue.typeOf(ApiKeyRotated.class).name());

    private final Feed feed;
    private final Cache<SecretDigest, KnownKey> known;
    private final SeenChanges changes = new SeenChanges(CHANGES);
    private volatile long newestSecret;

    /** A cache of at most so many entries. */
    KeyCache(Feed feed, @Value("${tenancy.key-cache-size:100000}") long size) {
        this.feed = feed;
        this.known = Caffeine.newBuilder().maximumSize(size).build();
        feed.listen(this::apply);
    }

    /**
     * What was known of the digest at the feed's last proof, or later; empty when nothing was.
     *
     * @see Feed#isFresh
     */
    Optional<KnownKey> find(SecretDigest digest) {
        var applied = feed.applied(); // before the changes are asked for
        var entry = known.getIfPresent(digest);
        if (entry == null || isOutdated(entry)) {
            return Optional.empty();
        }
        entry.stillTrueAt(applied);
        return Optional.of(entry);
    }

    /** Keeps what was read while the feed was following. */
    void put(SecretDigest digest, KnownKey entry) {
        known.put(digest, entry);
    }

    /** How many entries there are, about. */
    long size() {
        return known.estimatedSize();
    }

    private boolean isOutdated(KnownKey entry) {
        return entry.key()
                .map(key ->
                        changes.hasChanged(key.keyId(), entry.trueAt())
                                || changes.hasChanged(key.tenantId(), entry.trueAt()))
                .orElseGet(() -> entry.trueAt() < newestSecret);
    }

    private void apply(LogEntry event) {
        if (OF_KEYS.contains(event.type())) {
            changes.changed(event.aggregateId(), event.position());
            if (OF_NEW_SECRETS.contains(event.type())) {
                newestSecret = event.position();
            }
        } else if (Gatekeeper.isChangedBy(event)) {
            changes.changed(event.tenantId(), event.position());
        }
    }

    private static Set<String> types(Class<?> vocabulary) {
        return Stream.of(vocabulary.getPermittedSubclasses())
                .map(event -> EventCatalogue.typeOf(event).name())
                .collect(Collectors.toUnmodifiableSet());
    }
}
