package io.voc.tenancy.query;

import io.voc.tenancy.eventstore.log.Feed;
import io.voc.tenancy.kit.consistency.ConsistencyToken;

import java.time.Duration;

/**
 * When something was asked, and what an answer from memory must be to count.
 *
 * @param at the moment, by {@link System#nanoTime()}
 * @param atLeast a position that the answer must include; 0 when any will do
 */
public record Asked(long at, long atLeast) {

    /** How old an answer may be that was known before it was asked for. */
    static final Duration BOUND = Duration.ofMillis(500);

    /**
     * The request being handled, with its consistency token.
     *
     * @throws io.voc.tenancy.contracts.rejection.Rejection {@code validation-failed} when its token
     *     is none
     */
    public static Asked now() {
        return new Asked(System.nanoTime(), ConsistencyToken.requested().orElse(0));
    }

    /**
     * Whether an answer counts: it was true after the question, or within the bound before now. To
     * be asked as the last act before answering.
     */
    public boolean isAnsweredBy(NearCache.Known<?> known) {
        return known.asOf() >= atLeast
                && (known.since() - at >= 0 || Feed.isFresh(known.since(), BOUND));
    }
}
