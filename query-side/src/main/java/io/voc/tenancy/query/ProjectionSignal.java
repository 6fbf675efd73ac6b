package io.voc.tenancy.query;

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

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final Lock lock = new ReentrantLock();
    private final Condition raised = lock.newCondition();

    /** Something was projected. */
    void raise() {
        lock.lock();
        try {
            raised.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * What the read finds, now or within the time; it looks again whenever something was projected
     * here.
     */
    public <T> Optional<T> await(Supplier<Optional<T>> read, Duration within) {
        var deadline = System.nanoTime() + within.toNanos();
        lock.lock();
        try {
            var found = read.get();
            while (found.isEmpty() && deadline - System.nanoTime() > 0) {
                // bounded: another process may be the one that projects
                raised.awaitNanos(Math.min(LOOK_AGAIN.toNanos(), deadline - System.nanoTime()));
                found = read.get();
            }
            return found;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }
}
