package io.voc.tenancy.eventstore.log;

import static java.util.stream.Collectors.toSet;

import io.voc.tenancy.eventstore.secrecy.DataKeys;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Function;

import javax.sql.DataSource;

/**
 * Reads long stretches of the log quickly and in constant memory. A few threads fetch and decode
 * ranges of positions ahead of the caller, who takes them in order.
 */
public final class BulkReader {

    private static final ThreadFactory THREADS =
            Thread.ofPlatform().name("bulk-reader-", 0).daemon().factory();

    private final DataSource database;
    private final int threads;
    private final Consumer<Set<String>> prepare;

    /**
     * A reader for those who decrypt: the keys of the tenants in a range are fetched together.
     *
     * @see #BulkReader(DataSource, int)
     */
    public BulkReader(DataSource database, int threads, DataKeys keys) {
        this(database, threads, keys::prepare);
    }

    /**
     * A reader for those who take events as they are stored.
     *
     * @param database a pool: each range borrows a connection for its own short transaction, none
     *     is held while the caller is busy
     * @param threads how many ranges are fetched and decoded at once, each with a connection
     */
    public BulkReader(DataSource database, int threads) {
        this(database, threads, _ -> {});
    }

    private BulkReader(DataSource database, int threads, Consumer<Set<String>> prepare) {
        this.database = database;
        this.threads = threads;
        this.prepare = prepare;
    }

    /**
     * Hands on all events of a stretch, decoded, in the order of their positions; returns when the
     * last are handed on.
     *
     * @param after the position before the first event wanted
     * @param upTo the last position wanted; nothing behind the log's head may be asked for
     * @param decode called by several threads at once
     * @param inOrder called by the calling thread with some thousand events at a time; whatever it
     *     throws ends the reading
     * @throws CancellationException when the calling thread is interrupted
     */
    public <T> void read(
            long after,
            long upTo,
            Function<? super StoredEvent, ? extends T> decode,
            Consumer<? super List<T>> inOrder)
            throws SQLException {
        var ranges = new Ranges(after, upTo);
        var ahead = new ArrayDeque<Future<List<T>>>();
        try (var workers = Executors.newFixedThreadPool(threads, THREADS)) {
            try {
                while (ranges.hasNext() || !ahead.isEmpty()) {
                    while (ranges.hasNext() && ahead.size() <= threads) {
                        var range = ranges.next();
                        ahead.add(workers.submit(() -> decoded(fetch(range, ranges), decode)));
                    }
                    inOrder.accept(done(ahead.remove()));
                }
            } finally {
                workers.shutdownNow();
            }
        }
    }

    private CopiedRows fetch(Ranges.Range range, Ranges ranges) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            var rows = CopiedRows.read(connection, range.after(), range.upTo());
            connection.commit();
            ranges.learn(range, rows.bytes());
            return rows;
        }
    }

    private <T> List<T> decoded(
            CopiedRows rows, Function<? super StoredEvent, ? extends T> decode) {
        var events = rows.events();
        prepare.accept(events.stream().map(StoredEvent::tenantId).collect(toSet()));
        return events.stream().<T>map(decode).toList();
    }

    private static <T> T done(Future<T> future) throws SQLException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            var cancelled = new CancellationException("interrupted while reading the log");
            cancelled.initCause(e);
            throw cancelled;
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case SQLException failure -> throw failure;
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }
}
