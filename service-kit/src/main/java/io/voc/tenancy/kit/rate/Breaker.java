package io.voc.tenancy.kit.rate;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps everyone away from what is gone or has failed several times in a row, but for one try in a
 * while. A single failure is nobody else's.
 */
final class Breaker {

    /** As many failures in a row are no longer those of one caller. */
    static final int FAILURES = 3;

    private final long restNanos;
    private final AtomicLong restsUntil = new AtomicLong();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger tries = new AtomicInteger();
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
        if (now - until < 0 || !restsUntil.compareAndSet(until, now + restNanos)) {
            return false;
        }
        tries.incrementAndGet();
        return true;
    }

    void succeeded() {
        if (failures.get() != 0) { // so that what goes well is not written for every caller
            failures.set(0);
        }
        if (isResting) {
            tries.set(0);
            isResting = false;
        }
    }

    /** It was slow or refused, which may be due to what was asked. */
    void failed() {
        if (failures.incrementAndGet() >= FAILURES) {
            rest();
        }
    }

    /** It is not there, which it is for nobody. */
    void lost() {
        failures.set(FAILURES);
        rest();
    }

    private void rest() {
        restsUntil.set(System.nanoTime() + restNanos);
        isResting = true;
    }

    boolean isResting() {
        return isResting;
    }

    /** How often it was tried since it rests. */
    int tries() {
        return tries.get();
    }
}
