package io.voc.tenancy.eventstore.log;

import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.eventstore.sql.BatchThread;
import io.voc.tenancy.eventstore.sql.WriterConnection;

import org.axonframework.modelling.command.ConcurrencyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import javax.sql.DataSource;

/**
 * This node's one writer of the log. Appends that come together are stored together, in one
 * transaction; each is answered only when it is certain: stored, refused, or not stored.
 */
public final class Appender implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Appender.class);
    private static final String UNIQUE_VIOLATION = "23505";
    private static final int MOST_WAITING = 4_096;
    private static final int MOST_AT_ONCE = 256;
    private static final Duration CERTAINTY = Duration.ofSeconds(30);
    private static final String UNKNOWN =
            "The database went away during the commit, which may have stored it: look before you try again";
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Clock clock;
    private final Runnable onCommit;
    private final BatchThread<Submission> thread =
            new BatchThread<>("appender", MOST_WAITING, MOST_AT_ONCE, new Storing());
    private final WriterConnection connection;
    private final KnownSequences known = new KnownSequences();

    /**
     * Starts the appender.
     *
     * @param onCommit called after each commit that moved the head; must be quick
     */
    public Appender(DataSource database, Clock clock, Runnable onCommit) {
        this.connection = new WriterConnection(database);
        this.clock = clock;
        this.onCommit = onCommit;
        thread.start();
    }

    /**
     * Stores an append, soon.
     *
     * @return completes when the outcome is certain; exceptionally with a {@link Rejection} when a
     *     condition does not hold or the database is away, with a {@link ConcurrencyException} when
     *     another was quicker to append to the aggregate, with an {@link
     *     io.voc.tenancy.eventstore.register.AlreadyAnsweredException} when the request was
     *     answered before; then nothing of it is stored, unless a rejection says that this could
     *     not be found out
     * @throws Rejection {@code overloaded} when too many wait already, {@code unavailable} when the
     *     node is stopping
     */
    public CompletableFuture<Appended> submit(Append append) {
        var submission = new Submission(append);
        thread.submit(submission);
        return submission.outcome();
    }

    /** Stores what waits, then stops; what can't be stored in 20 s is refused. */
    @Override
    public void close() {
        thread.close();
    }

    private final class Storing implements BatchThread.Work<Submission> {

        @Override
        public void run(List<Submission> batch) {
            store(batch);
        }

        @Override
        public void fail(Submission submission, Throwable why) {
            submission.fail(why);
        }

        @Override
        public void reset() {
            disconnect();
        }
    }

    private void store(List<Submission> submissions) {
        var batch = new Batch(submissions, known);
        var wasOpen = connection.isOpen();
        try {
            batch.prepare(connection.get(), clock);
            if (!batch.changesSomething()) {
                connection.rollback();
                tell(batch);
                return;
            }
        } catch (SQLException e) {
            if (wasOpen && !WriterConnection.isRefusal(e)) { // lost since the last batch
                disconnect();
                store(submissions);
            } else {
                notStored(submissions, e);
            }
            return;
        }
        commit(batch);
    }

    private void commit(Batch batch) {
        try {
            batch.commit(connection.get());
        } catch (SQLException e) {
            if (WriterConnection.isRefusal(e)) {
                notStored(batch.submissions(), e);
                return;
            }
            disconnect();
            log.warn("the outcome of a commit is unknown (SQL state {})", e.getSQLState());
            findOut(batch);
            return;
        }
        onCommit.run(); // first, so that who is told finds all of this process told too
        tell(batch);
    }

    /** Nothing of the batch is stored: the transaction was not committed. */
    private void notStored(List<Submission> submissions, SQLException failure) {
        var isConflict = UNIQUE_VIOLATION.equals(failure.getSQLState());
        disconnect();
        if (!isConflict) {
            log.warn("a batch was not stored (SQL state {})", failure.getSQLState());
            submissions.forEach(submission -> submission.fail(unavailable("The database is away")));
        } else if (submissions.size() == 1) {
            submissions
                    .getFirst()
                    .fail(new ConcurrencyException("something unique is there already"));
        } else {
            submissions.forEach(submission -> store(List.of(submission)));
        }
    }

    /** Whoever holds the head next sees whether the batch is there. */
    private void findOut(Batch batch) {
        var deadline = System.nanoTime() + CERTAINTY.toNanos();
        while (System.nanoTime() < deadline && !Thread.currentThread().isInterrupted()) {
            try {
                Head.lock(connection.get()); // waits until the server knows
                var isStored = isStored(batch, connection.get());
                if (isStored) {
                    onCommit.run();
                    tell(batch);
                } else {
                    fail(batch, batch.firstEvent() == null ? UNKNOWN : "The database was away");
                }
                return;
            } catch (SQLException e) {
                disconnect();
                log.warn(
                        "the outcome of a commit is still unknown (SQL state {})", e.getSQLState());
                pause();
            }
        }
        fail(batch, UNKNOWN);
    }

    private static void fail(Batch batch, String why) {
        batch.submissions().forEach(submission -> submission.fail(unavailable(why)));
    }

    private static boolean isStored(Batch batch, Connection connection) throws SQLException {
        var first = batch.firstEvent();
        if (first == null) {
            return false; // register changes alone leave no trace to look for
        }
        var found = LogTable.readAfter(connection, batch.firstPosition() - 1, 1);
        return !found.isEmpty() && found.getFirst().eventId().equals(first.eventId());
    }

    private void tell(Batch batch) {
        thread.willTell(batch.submissions().size());
        batch.submissions().forEach(Submission::tell);
    }

    private void disconnect() {
        connection.close();
        known.forget();
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static Rejection unavailable(String why) {
        return new Rejection(RejectionCode.UNAVAILABLE, why);
    }
}
