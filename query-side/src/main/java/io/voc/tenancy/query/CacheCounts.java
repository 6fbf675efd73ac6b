package io.voc.tenancy.query;

import java.util.concurrent.atomic.LongAdder;

/** Where a cache's answers came from. */
public final class CacheCounts {

    private final LongAdder hits = new LongAdder();
    private final LongAdder loads = new LongAdder();
    private final LongAdder joins = new LongAdder();
    private final LongAdder discards = new LongAdder();

    void hit() {
        hits.increment();
    }

    void loaded() {
        loads.increment();
    }

    void joined() {
        joins.increment();
    }

    void discarded() {
        discards.increment();
    }

    /** Answered from memory. */
    public long hits() {
        return hits.sum();
    }

    /** Asked of the primary. */
    public long loads() {
        return loads.sum();
    }

    /** Waited for another's question to the primary. */
    public long joins() {
        return joins.sum();
    }

    /** Read from the primary and not kept, because an event was quicker. */
    public long discards() {
        return discards.sum();
    }
}
