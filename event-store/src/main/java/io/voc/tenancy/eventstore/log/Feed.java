package io.voc.tenancy.eventstore.log;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import javax.sql.DataSource;

/**
 * Follows the log from now on, in memory, and knows how fresh it is. It notes the time, asks the
 * primary for the head, and once it has applied everything up to that head, the time noted is
 * proven: whatever was committed before it is applied. A cache may answer only if {@link #isFresh}
 * says so of a {@link #proof} taken <em>before</em> the cache was read, and asked as the
 * <em>last</em> act before answering; so a process that was stopped and goes on can't answer from
 * the past.
 */
public final class Feed implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Feed.class);
    private static final int FETCH = 1_000;
    private static final Duration ROUND = Duration.ofMillis(100);

    private final DataSource database;
    private final LogSignal signal;
    private final List<Consumer<LogEntry>> listeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> onBegin = new CopyOnWriteArrayList<>();
    private final Semaphore grown = new Semaphore(0);
    private final Runnable onGrowth = grown::release;
    private final Thread thread =
            Thread.ofPlatform().name("log-feed").daemon().unstarted(this::follow);
    private final Object progress = new Object();
    private volatile boolean isClosed;
    private volatile long proven = System.nanoTime() - Duration.ofDays(1).toNanos();
    private volatile long applied = -1;

    /** A feed that is not yet following; add listeners, then start it. */
    public Feed(DataSource database, LogSignal signal) {
        this.database = database;
        this.signal = signal;
    }

    /**
     * Is given every event appended from now on, in order, on the feed's own thread; it must be
     * quick.
     */
    public void listen(Consumer<LogEntry> listener) {
        listeners.add(listener);
    }

    /**
     * Is run once, as soon as nothing that is appended can be missed any more; what was cached
     * before may be out of date.
     */
    public void whenBegun(Runnable action) {
        onBegin.add(action);
    }

    public void start() {
        signal.add(onGrowth);
        thread.start();
    }

    /** The moment, by {@link System#nanoTime()}, up to which everything committed is known here. */
    public long proof() {
        return proven;
    }

    /** Whether what was read after taking the proof is at most so old now. */
    public static boolean isFresh(long proof, Duration bound) {
        return System.nanoTime() - proof <= bound.toNanos();
    }

    /** How old this process's knowledge is, for metrics. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - proven);
    }

    /** The position up to which everything is applied; -1 before the first round. */
    public long applied() {
        return applied;
    }

    /**
     * Waits until everything up to the position is applied; false when it is not within the time.
     */
    public boolean await(long position, Duration within) throws InterruptedException {
        var deadline = System.nanoTime() + within.toNanos();
        synchronized (progress) {
            while (applied < position) {
                var left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(progress, left);
            }
        }
        return true;
    }

    /**
     * Waits until all growth of the log that this process has heard of is applied, if there is any
     * that is not, and no longer than the time. What is committed here is heard of before it is
     * acknowledged, so that whoever has the acknowledgement finds it known here.
     */
    public void settle(Duration within) throws InterruptedException {
        var heard = signal.announcedAt();
        if (proven - heard >= 0) {
            return;
        }
        grown.release();
        var deadline = System.nanoTime() + within.toNanos();
        synchronized (progress) {
            while (proven - heard < 0) {
                var left = deadline - System.nanoTime();
                if (left <= 0) {
                    return;
                }
                TimeUnit.NANOSECONDS.timedWait(progress, left);
            }
        }
    }

    private void follow() {
        while (!isClosed) {
            try (var connection = database.getConnection()) {
                while (!isClosed) {
                    round(connection);
                    if (grown.tryAcquire(ROUND.toMillis(), TimeUnit.MILLISECONDS)) {
                        grown.drainPermits();
                    }
                }
            } catch (SQLException e) {
                log.warn("the feed has lost the database (SQL state {})", e.getSQLState());
                pause();
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException | Error e) { // a defect; what is not applied is tried again
                log.error("the feed failed", e);
                pause();
            }
        }
    }

    private void round(Connection connection) throws SQLException {
        var asked = System.nanoTime();
        var head = Head.read(connection).position();
        if (applied < 0) {
            onBegin.forEach(Runnable::run);
            applied = head; // from now on
        }
        while (applied < head) {
            apply(LogTable.entriesAfter(connection, applied, FETCH));
        }
        proven = asked;
        synchronized (progress) {
            progress.notifyAll();
        }
    }

    private void apply(List<LogEntry> events) {
        for (var event : events) {
            listeners.forEach(listener -> listener.accept(event));
            applied = event.position();
        }
    }

    private void pause() {
        try {
            Thread.sleep(ROUND);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        isClosed = true;
        signal.remove(onGrowth);
        thread.interrupt();
    }
}
