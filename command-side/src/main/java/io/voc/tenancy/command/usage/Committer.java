package io.voc.tenancy.command.usage;

import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.eventstore.sql.BatchThread;
import io.voc.tenancy.eventstore.sql.WriterConnection;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import javax.sql.DataSource;

/**
 * Stores entries that come together in one transaction, one batch after another. Each is answered
 * only when it is certain: stored, refused, or not stored.
 */
final class Committer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Committer.class);

    /** Another was quicker to store a request, or to drop the days that it took for over. */
    private static final Set<String> WORTH_ANOTHER_TRY = Set.of("23505", "23514");

    private static final int MOST_WAITING = 16_384;
    private static final int MOST_AT_ONCE = 512;
    private static final Duration CERTAINTY = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final BatchMaker maker;
    private final WriterConnection connection;
    private final BatchThread<Submission> thread;

    /** Makes batches, and hears what becomes of them. */
    interface BatchMaker {

        LedgerBatch batch(List<Submission> submissions) throws SQLException;

        /** The batch is stored; must be quick. */
        void stored(LedgerBatch batch);

        /** What is known of the database may be wrong. */
        void failed();
    }

    Committer(String name, DataSource database, BatchMaker maker) {
        this.maker = maker;
        connection = new WriterConnection(database);
        thread = new BatchThread<>(name, MOST_WAITING, MOST_AT_ONCE, new Storing());
        thread.start();
    }

    /**
     * Stores an entry, soon.
     *
     * @throws Rejection {@code overloaded} when too many wait already, {@code unavailable} when the
     *     node is stopping
     */
    CompletableFuture<LedgerAnswer> submit(Submission submission) {
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
        public void run(List<Submission> batch) throws InterruptedException {
            store(batch);
        }

        @Override
        public void fail(Submission submission, Throwable why) {
            submission.fail(why);
        }

        @Override
        public void reset() {
            connection.close();
        }
    }

    /**
     * Tries until the outcome is certain. After a commit that may have been stored, the batch is
     * tried again: what it holds of requests is then found as answered, and the counters' locks
     * make it wait until the server knows.
     */
    private void store(List<Submission> submissions) throws InterruptedException {
        var deadline = System.nanoTime() + CERTAINTY.toNanos();
        var mayBeStored = false;
        var wasOpen = connection.isOpen();
        while (true) {
            var isCommitting = false;
            try {
                var batch = maker.batch(submissions);
                batch.prepare(connection.get());
                if (batch.changesSomething()) {
                    isCommitting = true;
                    batch.commit(connection.get());
                    maker.stored(batch);
                } else {
                    connection.rollback();
                }
                tell(batch);
                return;
            } catch (SQLException e) {
                connection.close();
                maker.failed();
                mayBeStored |= isCommitting && !WriterConnection.isRefusal(e);
                var goesOn = mayBeStored || wasOpen || isWorthAnotherTry(e);
                log.warn("a batch was not stored (SQL state {})", e.getSQLState());
                if (!goesOn || System.nanoTime() > deadline || Thread.interrupted()) {
                    submissions.forEach(submission -> submission.fail(away()));
                    return;
                }
                if (!wasOpen) {
                    Thread.sleep(PAUSE);
                }
                wasOpen = false;
            }
        }
    }

    /** A connection that is closed already tells no state. */
    private static boolean isWorthAnotherTry(SQLException failure) {
        return failure.getSQLState() != null && WORTH_ANOTHER_TRY.contains(failure.getSQLState());
    }

    private void tell(LedgerBatch batch) {
        thread.willTell(batch.submissions().size());
        batch.submissions().forEach(Submission::tell);
    }

    private static Rejection away() {
        return new Rejection(
                RejectionCode.UNAVAILABLE,
                "The database is away; try again with the same requestId, which counts once");
    }
}
