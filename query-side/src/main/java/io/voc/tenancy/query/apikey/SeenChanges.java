package io.voc.tenancy.query.apikey;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where in the log each of the things that changed lately has changed last, so that what was read
 * before can be told. Bounded: of what changed long ago it knows only that it may have, and so does
 * not trust anything that was read before then.
 */
final class SeenChanges {

    private final int capacity;
    private volatile Map<String, Long> recent = new ConcurrentHashMap<>();
    private volatile Map<String, Long> earlier = new ConcurrentHashMap<>();
    private volatile long untold;
    private long lastOfEarlier;
    private long last;

    /** Knows at least so many changes, and at most twice as many. */
    SeenChanges(int capacity) {
        this.capacity = capacity;
    }

    /** Is told every change in the order of the log, by one thread. */
    void changed(String id, long position) {
        if (recent.size() >= capacity) {
            untold = lastOfEarlier; // before they are forgotten
            earlier = recent;
            lastOfEarlier = last;
            recent = new ConcurrentHashMap<>();
        }
        recent.put(id, position);
        last = position;
    }

    /** Whether the thing may have changed after the position. */
    boolean hasChanged(String id, long after) {
        return isLater(recent.get(id), after) // read first, as it becomes what is earlier
                || isLater(earlier.get(id), after)
                || after < untold;
    }

    private static boolean isLater(@Nullable Long position, long after) {
        return position != null && position > after;
    }
}
