package io.voc.tenancy.query;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * One question to the primary that is under way, and those who wait for its answer.
 *
 * @param <V> what is asked for
 */
final class Flight<V> {

    private final CompletableFuture<NearCache.Known<V>> answer = new CompletableFuture<>();
    private long overtakenAt = -1;

    /** An event at the position changes what is being asked for. */
    synchronized void overtakenAt(long position) {
        overtakenAt = Math.max(overtakenAt, position);
    }

    /**
     * Keeps what was read as of a position, unless a later event is known already; no event comes
     * in between.
     *
     * @return whether it was kept
     */
    synchronized boolean land(long asOf, Runnable keep) {
        if (overtakenAt > asOf) {
            return false;
        }
        keep.run();
        return true;
    }

    void complete(NearCache.Known<V> known) {
        answer.complete(known);
    }

    void completeExceptionally(Throwable failure) {
        answer.completeExceptionally(failure);
    }

    /** Waits for the answer, or throws what the one who asks has met. */
    NearCache.Known<V> join() {
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }
}
