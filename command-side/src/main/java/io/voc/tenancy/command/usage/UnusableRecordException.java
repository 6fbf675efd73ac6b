package io.voc.tenancy.command.usage;

import java.util.Locale;

/** A record of bulk usage that can't be counted, now or ever. */
final class UnusableRecordException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Reason reason;

    /** Why it can't. */
    enum Reason {
        /** It is no JSON, or no CloudEvent. */
        UNREADABLE,
        /** It lacks something, or something in it is malformed. */
        INVALID,
        /** There is no such metric, or it does not add up. */
        NO_SUCH_COUNTER,
        /** The tenant was never there, or is purged. */
        NO_SUCH_TENANT,
        /** The requestId has counted for another metric or amount. */
        REQUEST_ID_REUSED,
        /** So old that it is not known any more whether it was counted. */
        TOO_OLD,
        /** It has not happened yet. */
        IN_THE_FUTURE;

        /** As it is told to others. */
        String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    UnusableRecordException(Reason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
