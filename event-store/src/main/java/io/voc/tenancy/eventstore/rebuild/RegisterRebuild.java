package io.voc.tenancy.eventstore.rebuild;

import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.eventstore.log.BulkReader;
import io.voc.tenancy.eventstore.log.Head;
import io.voc.tenancy.eventstore.log.StoredEvent;
import io.voc.tenancy.eventstore.register.EventChanges;
import io.voc.tenancy.eventstore.register.RegisterChange;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import javax.sql.DataSource;

/**
 * Makes the registers of slugs, gates, plans, overrides, grants, keys and counts again from the
 * log. Data keys, idempotent answers and what is left of grants do not follow from the log and stay
 * as they are, destroyed keys destroyed.
 */
public final class RegisterRebuild {

    private final DataSource database;
    private final BulkReader reader;
    private final Function<StoredEvent, DomainEvent> decode;

    /**
     * @param database with at least one connection more than the reader has threads
     * @param decode called by several threads at once
     */
    public RegisterRebuild(
            DataSource database, BulkReader reader, Function<StoredEvent, DomainEvent> decode) {
        this.database = database;
        this.reader = reader;
        this.decode = decode;
    }

    /**
     * Compares the registers with the log and changes nothing. Both are seen as of one instant, so
     * appending may go on.
     */
    public RegisterComparison verify() throws SQLException {
        try (var connection = begin(Connection.TRANSACTION_REPEATABLE_READ)) {
            try {
                var position = Head.read(connection).position();
                var fold = new RegisterFold();
                read(fold, 0, position);
                return compare(connection, fold, position);
            } finally {
                connection.rollback();
            }
        }
    }

    /**
     * Makes the registers what the log says; rows that are right are not touched. Nothing is
     * appended between the last event read and the commit; the bulk of the log is read before,
     * while appending goes on.
     *
     * @return how the registers differed until now
     */
    public RegisterComparison rebuild() throws SQLException {
        var fold = new RegisterFold();
        var read = head();
        read(fold, 0, read);
        try (var connection = begin(Connection.TRANSACTION_READ_COMMITTED)) {
            try {
                var position = Head.lock(connection).position();
                read(fold, read, position);
                var differed = compare(connection, fold, position);
                for (var table : RegisterTable.values()) {
                    table.repair(connection);
                }
                connection.commit();
                return differed;
            } finally {
                connection.rollback();
            }
        }
    }

    private long head() throws SQLException {
        try (var connection = database.getConnection()) {
            return Head.read(connection).position();
        }
    }

    /** This takes longer than what the limits of connections are made for. */
    private Connection begin(int isolation) throws SQLException {
        var connection = database.getConnection();
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(isolation);
        try (var statement = connection.createStatement()) {
            statement.execute("SET LOCAL statement_timeout = 0");
            statement.execute("SET LOCAL idle_in_transaction_session_timeout = 0");
        }
        return connection;
    }

    private void read(RegisterFold fold, long after, long upTo) throws SQLException {
        reader.<List<RegisterChange>>read(
                after,
                upTo,
                event -> EventChanges.of(decode.apply(event)),
                events -> events.forEach(changes -> changes.forEach(fold::apply)));
    }

    private static RegisterComparison compare(
            Connection connection, RegisterFold fold, long position) throws SQLException {
        var registers = new ArrayList<RegisterComparison.Register>();
        for (var table : RegisterTable.values()) {
            table.stage(connection, fold.rows(table).iterator());
            registers.add(table.compare(connection, fold.size(table)));
        }
        return new RegisterComparison(position, registers);
    }
}
