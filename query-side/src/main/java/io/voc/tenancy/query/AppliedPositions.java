package io.voc.tenancy.query;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The position of the log up to which each projection is applied, as far as this node knows. It
 * learns of its own projections as they commit, and of those that other nodes run from the
 * database: one of those who wait asks, for all of them, and again a moment later for as long as
 * anyone waits.
 */
@Component
final class AppliedPositions {

    private static final Duration ASK_AGAIN = Duration.ofMillis(5);

    private final ProjectionTokens tokens;
    private final Lock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Map<String, Long> known = new HashMap<>();
    private boolean isAsking;
    private long askAt = System.nanoTime();

    AppliedPositions(ProjectionTokens tokens) {
        this.tokens = tokens;
    }

    /** A projection has committed everything up to the position. */
    void learn(String projection, long position) {
        learn(Map.of(projection, position));
    }

    /** Waits until the projection is applied up to the position; false when it is not in time. */
    boolean await(String projection, long position, Duration within) {
        var deadline = System.nanoTime() + within.toNanos();
        lock.lock();
        try {
            while (known.getOrDefault(projection, 0L) < position) {
                var now = System.nanoTime();
                if (now - deadline >= 0) {
                    return false;
                }
                if (isAsking) {
                    news.awaitNanos(deadline - now);
                } else if (now - askAt < 0) {
                    news.awaitNanos(Math.min(deadline - now, askAt - now));
                } else {
                    ask();
                }
            }
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Is called with the lock, which others may have meanwhile. */
    private void ask() {
        isAsking = true;
        try {
            learn(unlocked(tokens::positions));
        } finally {
            isAsking = false;
            askAt = System.nanoTime() + ASK_AGAIN.toNanos();
            news.signalAll(); // also with nothing new: someone must ask next
        }
    }

    @SuppressWarnings("LockNotBeforeTry") // it is the other way round here
    private <T> T unlocked(Supplier<T> call) {
        lock.unlock();
        try {
            return call.get();
        } finally {
            lock.lock();
        }
    }

    private void learn(Map<String, Long> positions) {
        lock.lock();
        try {
            positions.forEach(
                    (projection, position) -> known.merge(projection, position, Math::max));
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
