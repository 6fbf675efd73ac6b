package io.voc.tenancy.eventstore.log;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tells this process's readers that the log may have grown; they look for themselves. */
public final class LogSignal {

    private final Set<Runnable> readers = ConcurrentHashMap.newKeySet();
    private volatile long announcedAt = System.nanoTime();

    /**
     * Calls the reader whenever the log may have grown, on the thread that found out; it must be
     * quick.
     */
    void add(Runnable reader) {
        readers.add(reader);
    }

    void remove(Runnable reader) {
        readers.remove(reader);
    }

    /** The log has grown, and readers will be told in a moment. */
    void announce() {
        announcedAt = System.nanoTime();
    }

    /** When this process has learned last that the log may have grown, by the nano time. */
    long announcedAt() {
        return announcedAt;
    }

    void raise() {
        announce();
        readers.forEach(Runnable::run);
    }
}
