package io.voc.tenancy.kit.rate;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps everyone away from what has failed, but for one try in a while. */
final class Breaker {

    private final long restNanos;
    private final AtomicLong restsUntil = new AtomicLong();
    private volatile boolean isResting;

    Breaker(Duration rest) {
        this.restNanos = rest.toNanos();
    }

    /** Whether the caller may try, and then tells how it went. */
    boolean letsThrough() {
        if (!isResting) {
            return true;
        }
        var until = restsUntil.get();
        var now = System.nanoTime();
        return now - until >= 0 && restsUntil.compareAndSet(until, now + restNanos);
    }

    void succeeded() {
        isResting = false;
    }

    void failed() {
        restsUntil.set(System.nanoTime() + restNanos);
        isResting = true;
    }

    boolean isResting() {
        return isResting;
    }
}
