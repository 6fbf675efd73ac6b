package io.voc.tenancy.eventstore.log;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Cuts a stretch of the log into ranges of about so many bytes, by the size of the events seen
 * last.
 */
final class Ranges implements Iterator<Ranges.Range> {

    private static final long MOST_EVENTS = 4_096;
    private static final long BYTES = 4L << 20;

    /** The positions after one, up to and with another. */
    record Range(long after, long upTo) {}

    private final long end;
    private long after;
    private volatile long events = MOST_EVENTS / 4;

    Ranges(long after, long upTo) {
        this.after = after;
        this.end = upTo;
    }

    @Override
    public boolean hasNext() {
        return after < end;
    }

    @Override
    public Range next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        var range = new Range(after, Math.min(end, after + events));
        after = range.upTo();
        return range;
    }

    /** Called by any thread. */
    void learn(Range range, long bytes) {
        var fitting = BYTES * (range.upTo() - range.after()) / Math.max(1, bytes);
        events = Math.clamp(fitting, 1, MOST_EVENTS);
    }
}
