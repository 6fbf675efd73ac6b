package io.voc.tenancy.eventstore.evidence;

/** What the verification of an export found. */
public sealed interface Finding {

    /**
     * Every event is as it was appended, as far as checkpoints reach.
     *
     * @param anchored the last position that a checkpoint vouches for
     * @param to the last position of the export
     */
    record Sound(long from, long to, long anchored) implements Finding {

        /** How many events at the end could have been written by anyone. */
        public long tail() {
            return to - anchored;
        }
    }

    /**
     * The log or the export was changed.
     *
     * @param position the first one that is not as it was appended
     */
    record Tampered(long position, Kind kind, String detail) implements Finding {}

    /** Nothing can be said. */
    record Unknown(String reason) implements Finding {}

    /** How it was changed. */
    enum Kind {
        /** What stands here is not what was appended here. */
        CHANGED,
        /** What was appended here is not in the export. */
        DELETED,
        /** What was appended here stands further on, and what stands here was appended there. */
        SWAPPED,
        /** What stands here was never appended here; what was stands further on. */
        INSERTED,
        /** The events follow from each other, but not up to what was signed. */
        REWRITTEN
    }
}
