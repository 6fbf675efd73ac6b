package io.voc.tenancy.eventstore.log;

/** What a verification of the log found. */
public sealed interface Verification {

    /**
     * Every event is as it was appended.
     *
     * @param position the last one that was verified; 0 when there is none
     * @param hash its hash. Kept out of the database's reach it also finds out whoever writes the
     *     whole chain anew: the event at this position must have it for ever
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes as they are; nobody compares these records
    record Intact(long position, byte[] hash) implements Verification {}

    /**
     * The log was changed.
     *
     * @param position the first one that is not as it was appended
     * @param detail a sentence for people
     */
    record Broken(long position, Kind kind, String detail) implements Verification {}

    /** How the log was changed. */
    enum Kind {
        /** No event has this position any more, but later ones are there. */
        REMOVED,
        /**
         * The event here was never appended here; the one that was stands further on, in the order
         * of old.
         */
        INSERTED,
        /** The event here was appended further on, and the one appended here stands there. */
        REORDERED,
        /** What is stored here is not what was appended here. */
        CHANGED,
        /** The event is unchanged but recorded before the one in front of it. */
        TIME_RUNS_BACK,
        /**
         * The log's end is not where the head says, or not with its hash or time: the newest events
         * are missing or forged.
         */
        HEAD_MISMATCH
    }
}
