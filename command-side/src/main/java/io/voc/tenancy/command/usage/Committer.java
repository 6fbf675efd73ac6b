package io.voc.tenancy.command.usage;

import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.eventstore.sql.WriterConnection;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import javax.sql.DataSource;

/**
 * Stores entries that come together in one transaction, one batch after another. Each is answered
 * only when it is certain: stored, refused, or not stored.
 */
final class Committer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Committer.class);

    /** Another was quicker to store a request, or to drop the days that it took for over. */
    private static final Set<String> WORTH_ANOTHER_TRY = Set.of("23505", "23514");

    private static final int QUEUE = 16_384;
    private static final int BATCH = 512;
    private static final Duration GATHER = Duration.ofNanos(300_000);
    private static final Duration GLANCE = Duration.ofNanos(30_000);
    private static final Duration DRAIN = Duration.ofSeconds(20);
    private static final Duration CERTAINTY = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final BatchMaker maker;
    private final BlockingQueue<Submission> queue = new ArrayBlockingQueue<>(QUEUE);
    private final WriterConnection connection;
    private final Thread thread;
    private int expected; // who was told last, and those who came meanwhile
    private long toldAt;
    private volatile boolean isClosing;

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
        thread = Thread.ofPlatform().name(name).start(this::run);
    }

    /**
     * Stores an entry, soon.
     *
     * @throws Rejection {@code overloaded} when too many wait already, {@code unavailable} when the
     *     node is stopping
     */
    CompletableFuture<LedgerAnswer> submit(LedgerEntry entry) {
        var submission = new Submission(entry);
        if (isClosing) {
            throw stopping();
        }
        if (!queue.offer(submission)) {
            throw new Rejection(RejectionCode.OVERLOADED, "Too many wait already; try again");
        }
        if (isClosing && queue.remove(submission)) { // or it is being stored
            throw stopping();
        }
        return submission.outcome();
    }

    /** Stores what waits, then stops; what can't be stored in 20 s is refused. */
    @Override
    public void close() {
        isClosing = true;
        try {
            if (!thread.join(DRAIN)) {
                log.warn("the ledger did not finish in {} s", DRAIN.toSeconds());
                thread.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        queue.forEach(submission -> submission.fail(stopping()));
    }

    private void run() {
        var waiting = new ArrayList<Submission>(BATCH);
        while (!isClosing || !queue.isEmpty()) {
            try {
                var first = queue.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    waiting.add(first);
                    gather();
                    queue.drainTo(waiting, BATCH - 1);
                    store(List.copyOf(waiting));
                }
            } catch (InterruptedException _) {
                waiting.forEach(submission -> submission.fail(stopping()));
                break;
            } catch (Throwable e) { // a defect; whoever waits must not wait for ever
                waiting.forEach(submission -> submission.fail(e));
                log.error("a batch failed", e);
                connection.close();
            } finally {
                waiting.clear();
            }
        }
        connection.close();
    }

    /** Waits a moment for those who have just been told: each is likely to come again soon. */
    private void gather() {
        while (queue.size() + 1 < expected && System.nanoTime() - toldAt < GATHER.toNanos()) {
            LockSupport.parkNanos(GLANCE.toNanos());
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
        expected = batch.submissions().size() + queue.size();
        batch.submissions().forEach(Submission::tell);
        toldAt = System.nanoTime();
    }

    private static Rejection away() {
        return new Rejection(
                RejectionCode.UNAVAILABLE,
                "The database is away; try again with the same requestId, which counts once");
    }

    private static Rejection stopping() {
        return new Rejection(RejectionCode.UNAVAILABLE, "The node is stopping");
    }
}
