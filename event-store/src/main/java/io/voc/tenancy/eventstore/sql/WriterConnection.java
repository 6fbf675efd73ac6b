package io.voc.tenancy.eventstore.sql;

import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

/**
 * The one connection that a writer of batches keeps, opened again when it was lost. Transactions on
 * it begin and end in its statements, so that the end travels with the last write.
 */
public final class WriterConnection implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WriterConnection.class);

    /**
     * A batch looks up and writes rows by their keys alone, so one plan by the indexes fits however
     * many rows there are, and need not be made again for each batch.
     */
    private static final String SETTINGS =
            "SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off";

    private static final String UNDO = "ROLLBACK; RESET plan_cache_mode; RESET enable_seqscan";

    /** More than a pool has connections. */
    private static final int TRIES = 64;

    private final DataSource database;
    private @Nullable Connection connection;

    /** A connection of the pool, taken when it is first needed. */
    public WriterConnection(DataSource database) {
        this.database = database;
    }

    /** The connection, in no transaction unless the caller has begun one. */
    public Connection get() throws SQLException {
        if (connection == null) {
            connection = opened(TRIES);
        }
        return connection;
    }

    /** A pool gives out connections that it used just now unchecked, and all may be lost. */
    private Connection opened(int tries) throws SQLException {
        var opened = database.getConnection();
        try {
            opened.setAutoCommit(true);
            execute(opened, SETTINGS);
            return opened;
        } catch (SQLException e) {
            opened.close();
            if (tries == 1 || isRefusal(e)) {
                throw e;
            }
            return opened(tries - 1);
        }
    }

    /** Whether a connection is held, be it lost. */
    public boolean isOpen() {
        return connection != null;
    }

    /** Ends the transaction that was begun, with nothing stored. */
    public void rollback() throws SQLException {
        execute(get(), "ROLLBACK");
    }

    /** Gives the connection back, with nothing stored of a transaction still open. */
    @Override
    public void close() {
        if (connection == null) {
            return;
        }
        try (var old = connection) {
            connection = null;
            execute(old, UNDO);
        } catch (SQLException e) {
            log.debug("a connection could not be given back (SQL state {})", e.getSQLState());
        }
    }

    /**
     * Whether the failure means that the transaction is not committed: the server has refused a
     * statement of it. After any other, such as a lost connection, it may be.
     */
    public static boolean isRefusal(SQLException failure) {
        return failure instanceof PSQLException answered
                && answered.getServerErrorMessage() != null
                && "ERROR".equals(answered.getServerErrorMessage().getSeverity());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
