package io.voc.tenancy.query.apikey;

import java.util.Optional;

/** What this node knows of a digest, or that there is no such key. */
final class KnownKey {

    private final Optional<RegisteredKey> key;
    private volatile long trueAt;
    private volatile long usedInMinute;

    KnownKey(KeyRegister.Read read) {
        this.key = read.key();
        this.trueAt = read.position();
    }

    Optional<RegisteredKey> key() {
        return key;
    }

    /** A position of the log at which it was so; the highest that is known. */
    long trueAt() {
        return trueAt;
    }

    /** It is still so; others may know of a later position. */
    void stillTrueAt(long position) {
        if (position > trueAt) {
            trueAt = position;
        }
    }

    /**
     * Whether this is its first use in the minute that this object has seen; perhaps one of two.
     */
    boolean isFirstUseIn(long minute) {
        var isFirst = usedInMinute != minute;
        if (isFirst) {
            usedInMinute = minute;
        }
        return isFirst;
    }
}
