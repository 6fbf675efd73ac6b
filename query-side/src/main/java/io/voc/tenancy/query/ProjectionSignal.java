package io.voc.tenancy.query;

import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Lets a read wait for a row that is known to be on its way. */
@Component
public final class ProjectionSignal {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final Lock lock = new ReentrantLock();
    private final Condition raised = lock.newCondition();
    private long raises;

    /** Something was projected. */
    void raise() {
        lock.lock();
        try {
            raises++;
            raised.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * What the read finds, now or within 2 s, of a thing that is stored already.
     *
     * @param thing what is waited for, as a noun
     * @throws Rejection {@code projection-behind} when it can't be read in time
     */
    public <T> T awaitKnown(Supplier<Optional<T>> read, String thing) {
        return await(read, PATIENCE)
                .orElseThrow(() ->
                        new Rejection(
                                RejectionCode.PROJECTION_BEHIND,
                                "The " + thing + " is stored but can't be read yet; try again"));
    }

    /** Looks again whenever something was projected here. */
    private <T> Optional<T> await(Supplier<Optional<T>> read, Duration within) {
        var deadline = System.nanoTime() + within.toNanos();
        while (true) {
            var seen = raises();
            var found = read.get();
            if (found.isPresent() || !awaitNext(seen, deadline)) {
                return found;
            }
        }
    }

    private long raises() {
        lock.lock();
        try {
            return raises;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the raise after the seen ones, or a while, as another process may be the one that
     * projects.
     */
    private boolean awaitNext(long seen, long deadline) {
        lock.lock();
        try {
            var left = deadline - System.nanoTime();
            var wait = Math.min(LOOK_AGAIN.toNanos(), left);
            while (raises == seen && wait > 0) {
                wait = raised.awaitNanos(wait);
            }
            return left > 0;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
