package io.voc.tenancy.query.apikey;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.voc.tenancy.eventstore.log.Feed;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * Answers from memory what the feed proves to be no older than the bound, and asks the primary
 * otherwise. Who asks it for the same key meanwhile waits for the same answer.
 */
@Component
class KeyLookup {

    /** How old an answer may be, when a request comes in. */
    static final Duration BOUND = Duration.ofMillis(500);

    private static final String LOOKUPS = "apikey.lookups";
    private static final String SOURCE = "source";
    private static final Duration PATIENCE = Duration.ofMillis(50);

    private final Feed feed;
    private final KeyCache cache;
    private final KeyReads reads;
    private final Counter remembered;
    private final Counter asked;
    private final Counter joined;
    private final ConcurrentMap<SecretDigest, Question> questions = new ConcurrentHashMap<>();

    KeyLookup(Feed feed, KeyCache cache, KeyReads reads, MeterRegistry metrics) {
        this.feed = feed;
        this.cache = cache;
        this.reads = reads;
        remembered = metrics.counter(LOOKUPS, SOURCE, "memory");
        asked = metrics.counter(LOOKUPS, SOURCE, "primary");
        joined = metrics.counter(LOOKUPS, SOURCE, "joined");
        Gauge.builder("apikey.cache.entries", cache, KeyCache::size).register(metrics);
        Gauge.builder("feed.bound", BOUND, bound -> bound.toNanos() / 1e9)
                .baseUnit("seconds")
                .description("how old it may be for answers from memory")
                .register(metrics);
    }

    /**
     * What follows from what is known of a secret.
     *
     * @param judge makes the answer; called again when its first one is too old to be given
     */
    <T> T answer(SecretDigest digest, Function<KnownKey, T> judge) {
        settle();
        var proof = feed.proof(); // before the cache
        var entry = cache.find(digest);
        if (entry.isPresent()) {
            var answer = judge.apply(entry.get());
            if (Feed.isFresh(proof, BOUND)) { // the last act
                remembered.increment();
                return answer;
            }
        }
        return judge.apply(ask(digest));
    }

    /** So that who has just been told of a revocation seldom finds a node that has not. */
    private void settle() {
        try {
            feed.settle(PATIENCE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private record Question(long askedAt, CompletableFuture<KnownKey> answer) {}

    private KnownKey ask(SecretDigest digest) {
        var own = new Question(System.nanoTime(), new CompletableFuture<>());
        var question =
                questions.merge(
                        digest,
                        own,
                        (other, mine) -> Feed.isFresh(other.askedAt(), BOUND) ? other : mine);
        if (own.equals(question)) {
            asked.increment();
            return answered(digest, own);
        }
        joined.increment();
        return awaited(question);
    }

    private KnownKey answered(SecretDigest digest, Question question) {
        try {
            var isFollowing = feed.applied() >= 0; // else changes may be missed
            var entry = new KnownKey(reads.find(digest));
            if (isFollowing) {
                cache.put(digest, entry);
            }
            question.answer().complete(entry);
            return entry;
        } catch (RuntimeException | Error failure) {
            question.answer().completeExceptionally(failure);
            throw failure;
        } finally {
            questions.remove(digest, question);
        }
    }

    private static KnownKey awaited(Question question) {
        try {
            return question.answer().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }
}
