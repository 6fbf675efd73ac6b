package io.voc.tenancy.eventstore.log;

import io.voc.tenancy.eventstore.log.Verification.Broken;
import io.voc.tenancy.eventstore.log.Verification.Intact;
import io.voc.tenancy.eventstore.log.Verification.Kind;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Function;

import javax.sql.DataSource;

/**
 * Finds the first place where the log is not as it was appended, by computing the chain of hashes
 * again. Appending may go on meanwhile; what is appended after the verification has begun is not
 * looked at.
 */
public final class ChainVerifier {

    private static final String EXTENT =
            """
            SELECT position, hash, recorded_at,
                   (SELECT coalesce(min(position), 1) FROM event_store.event),
                   (SELECT coalesce(max(position), 0) FROM event_store.event)
            FROM event_store.head
            """;

    private final DataSource database;
    private final BulkReader reader;

    /** Is told how far a verification is. */
    @FunctionalInterface
    public interface Progress {

        /** So many events are verified, of so many. */
        void verified(long events, long of);
    }

    public ChainVerifier(DataSource database, BulkReader reader) {
        this.database = database;
        this.reader = reader;
    }

    /**
     * Verifies every event up to the head as it is now.
     *
     * @param progress called by the calling thread after some thousand events each time
     */
    public Verification verify(Progress progress) throws SQLException {
        var extent = extent();
        if (extent.first() < 1) {
            return new Broken(extent.first(), Kind.INSERTED, "an event stands before position 1");
        }
        var end = extent.head().position();
        var walk = new Walk();
        try {
            reader.<StoredEvent>read(
                    0,
                    end,
                    Function.identity(),
                    events -> {
                        events.forEach(walk::next);
                        progress.verified(walk.last.position(), end);
                    });
        } catch (BreakFound found) {
            return new BreakDiagnosis(database, reader, walk.last, end).of(found.event);
        }
        return extent.closes(walk.last);
    }

    private Extent extent() throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(EXTENT);
                var rows = select.executeQuery()) {
            if (!rows.next()) {
                throw new IllegalStateException("the log has no head row");
            }
            return new Extent(Head.of(rows), rows.getLong(4), rows.getLong(5));
        }
    }

    /**
     * The head row and, of the same instant, the outermost positions: 1 and 0 when there are no
     * events.
     */
    private record Extent(Head head, long first, long last) {

        Verification closes(Head walked) {
            if (walked.position() != head.position()) {
                return mismatch(walked.position() + 1, "the log ends at " + walked.position());
            }
            if (last > head.position()) {
                return mismatch(head.position() + 1, "the log goes on to " + last);
            }
            if (!Arrays.equals(walked.hash(), head.hash())) {
                return mismatch(head.position(), "the last event has another hash than the head");
            }
            if (head.position() > 0 && !walked.recordedAt().equals(head.recordedAt())) {
                return mismatch(head.position(), "the last event has another time than the head");
            }
            return new Intact(head.position(), head.hash());
        }

        private Broken mismatch(long position, String what) {
            return new Broken(
                    position, Kind.HEAD_MISMATCH, what + ", the head is at " + head.position());
        }
    }

    /** The events seen so far, each of which follows from the one before. */
    private static final class Walk {

        private final HashChain chain = new HashChain();
        private Head last = new Head(0, HashChain.beginning(), Instant.MIN);

        void next(StoredEvent event) {
            var follows =
                    event.position() == last.position() + 1
                            && Arrays.equals(event.hash(), chain.hash(last.hash(), event))
                            && !event.recordedAt().isBefore(last.recordedAt());
            if (!follows) {
                throw new BreakFound(event);
            }
            last = new Head(event.position(), event.hash(), event.recordedAt());
        }
    }

    /** Ends the reading. */
    private static final class BreakFound extends RuntimeException {

        private final transient StoredEvent event;

        BreakFound(StoredEvent event) {
            super("broken at " + event.position(), null, false, false);
            this.event = event;
        }
    }
}
