package io.voc.tenancy.eventstore.log;

import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.sql.DataSource;

/**
 * Carries the word that the log has grown, to the readers of this process and by {@code NOTIFY} to
 * other processes, each direction on a connection of its own: several commits soon after another
 * are told once. A lost connection is opened again; meanwhile, and should a notification be lost,
 * readers are told every second to look.
 */
public final class LogNotifications implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LogNotifications.class);
    private static final String CHANNEL = "event_log";
    private static final Duration AT_LATEST = Duration.ofSeconds(1);

    /** Commits that come so soon after another are told together. */
    private static final Duration BETWEEN = Duration.ofMillis(2);

    private final DataSource database;
    private final LogSignal signal;
    private final Semaphore grown = new Semaphore(0);
    private final Thread listener =
            Thread.ofPlatform().name("log-listener").daemon().unstarted(this::listen);
    private final Thread notifier =
            Thread.ofPlatform().name("log-notifier").daemon().unstarted(this::tell);
    private volatile boolean isClosed;
    private volatile int ownPid;

    /** Begins to listen and to tell. */
    public LogNotifications(DataSource database, LogSignal signal) {
        this.database = database;
        this.signal = signal;
        listener.start();
        notifier.start();
    }

    /** This process has committed: all readers know soon. */
    public void logHasGrown() {
        signal.announce();
        grown.release();
    }

    private void listen() {
        while (!isClosed) {
            try (var connection = database.getConnection()) {
                execute(connection, "LISTEN " + CHANNEL);
                signal.raise(); // whatever came before
                while (!isClosed) {
                    awaitNews(connection.unwrap(PGConnection.class));
                }
            } catch (SQLException e) {
                lost(e);
                signal.raise();
            }
        }
    }

    private void awaitNews(PGConnection connection) throws SQLException {
        var news = connection.getNotifications((int) AT_LATEST.toMillis());
        var isAllOwn =
                news.length > 0
                        && Stream.of(news)
                                .allMatch(notification -> notification.getPID() == ownPid);
        if (!isAllOwn) { // own commits are told already
            signal.raise();
        }
    }

    private void tell() {
        while (!isClosed) {
            try (var connection = database.getConnection()) {
                ownPid = connection.unwrap(PGConnection.class).getBackendPID();
                while (!isClosed) {
                    if (grown.tryAcquire(AT_LATEST.toMillis(), TimeUnit.MILLISECONDS)) {
                        grown.drainPermits();
                        signal.raise();
                        tellOthers(connection);
                        Thread.sleep(BETWEEN);
                    }
                }
            } catch (SQLException e) {
                lost(e);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void lost(SQLException failure) {
        if (!isClosed) {
            log.warn(
                    "the connection for notifications is lost (SQL state {})",
                    failure.getSQLState());
            try {
                Thread.sleep(AT_LATEST.dividedBy(2));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Without waiting for the disk: a notification that is lost in a crash is missed by nobody. */
    private static void tellOthers(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (var sql = connection.createStatement()) {
            sql.execute("SET LOCAL synchronous_commit = off; NOTIFY " + CHANNEL);
        }
        connection.commit();
    }

    private static void execute(Connection connection, String statement) throws SQLException {
        connection.setAutoCommit(true);
        try (var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    @Override
    public void close() {
        isClosed = true;
        notifier.interrupt();
        listener.interrupt();
    }
}
