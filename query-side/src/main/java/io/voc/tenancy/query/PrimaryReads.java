package io.voc.tenancy.query;

import org.springframework.stereotype.Component;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Lets a few of those who ask the primary do so at once, and the others wait for their turn: when
 * thousands come back at the same time, they must not take all connections, nor give up for want of
 * one.
 */
@Component
public final class PrimaryReads {

    private static final int AT_ONCE = 12;

    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    /** What is read, in turn. */
    public <T> T inTurn(Supplier<T> reading) {
        turns.acquireUninterruptibly();
        try {
            return reading.get();
        } finally {
            turns.release();
        }
    }
}
