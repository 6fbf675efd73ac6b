package io.voc.tenancy.eventstore.log;

import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

/** The log from a position on, for one reader, which waits at its end for more. */
final class LogStream implements BlockingStream<TrackedEventMessage<?>> {

    private static final int FETCH = 1_000;

    private final DataSource database;
    private final EventCodec codec;
    private final LogSignal signal;
    private final Semaphore grown = new Semaphore(1);
    private final Runnable onGrowth = this::grown;
    private final Deque<TrackedEventMessage<?>> fetched = new ArrayDeque<>();
    private long position;
    private volatile @Nullable Runnable onAvailable;

    LogStream(DataSource database, EventCodec codec, LogSignal signal, long position) {
        this.database = database;
        this.codec = codec;
        this.signal = signal;
        this.position = position;
        signal.add(onGrowth);
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
        fetchIfGrown();
        return Optional.ofNullable(fetched.peek());
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
        var deadline = System.nanoTime() + unit.toNanos(timeout);
        fetchIfGrown();
        while (fetched.isEmpty()
                && grown.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            fetch();
        }
        return !fetched.isEmpty();
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
        while (!hasNextAvailable(1, TimeUnit.DAYS)) {
            // a day without an event
        }
        return fetched.remove();
    }

    @Override
    public boolean setOnAvailableCallback(Runnable callback) {
        onAvailable = callback;
        return true;
    }

    @Override
    public void close() {
        signal.remove(onGrowth);
    }

    private void grown() {
        grown.release();
        var callback = onAvailable;
        if (callback != null) {
            callback.run();
        }
    }

    private void fetchIfGrown() {
        if (fetched.isEmpty() && grown.tryAcquire()) {
            fetch();
        }
    }

    private void fetch() {
        grown.drainPermits();
        try (var connection = database.getConnection()) {
            var events = LogTable.readAfter(connection, position, FETCH);
            if (!events.isEmpty()) {
                position = events.getLast().position();
                codec.decode(events).forEach(fetched::add);
            }
            if (events.size() == FETCH) {
                grown.release(); // there is more
            }
        } catch (SQLException e) {
            grown.release();
            throw new EventStoreException(
                    "the log can't be read (SQL state " + e.getSQLState() + ")", e);
        }
    }
}
