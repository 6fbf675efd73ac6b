package io.voc.tenancy.benchmarks;

import io.voc.tenancy.benchmarks.BenchmarkDatabase.Part;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Transactions on the bare database by {@code pgbench}, or by JDBC where that is not installed. */
final class BareTransactions {

    /** The server takes 200 connections, of which some are not for callers. */
    private static final int MOST_CLIENTS = 190;

    private static final boolean PGBENCH = Pgbench.isInstalled();

    private BareTransactions() {}

    /** What runs them, for the report. */
    static String driver() {
        return PGBENCH ? "pgbench" : "JDBC (no pgbench)";
    }

    /** Says so when there is no {@code pgbench}. */
    static void tellDriver(Report report) {
        if (!PGBENCH) {
            report.progress(
                    "pgbench is not on the path (Debian 12 has it in postgresql-15); JDBC takes its place");
        }
    }

    /** Adds the rate for so many callers, or for as many as the server takes connections. */
    static void measure(
            String what,
            Part part,
            List<String> transaction,
            int callers,
            Settings settings,
            Report report)
            throws Exception {
        int clients = Math.min(callers, MOST_CLIENTS);
        var name = clients == callers ? what : what + " (" + clients + " clients)";
        if (PGBENCH) {
            report.add(
                    name,
                    callers,
                    Pgbench.run(part.database(), inOne(transaction), clients, settings));
        } else {
            report.add(name, callers, byJdbc(part, transaction, clients, settings));
        }
    }

    private static List<String> inOne(List<String> statements) {
        if (statements.size() == 1) {
            return statements;
        }
        var transaction = new ArrayList<>(statements);
        transaction.addFirst("BEGIN");
        transaction.addLast("COMMIT");
        return transaction;
    }

    private static Load.Result byJdbc(
            Part part, List<String> transaction, int clients, Settings settings)
            throws SQLException {
        try (var pool = part.connections(clients)) {
            var sessions = new ArrayList<Session>();
            try {
                for (int i = 0; i < clients; i++) {
                    sessions.add(Session.on(pool.getConnection(), transaction));
                }
                return Load.run(clients, settings, caller -> sessions.get(caller).run());
            } finally {
                for (var session : sessions) {
                    session.connection().close();
                }
            }
        }
    }

    private record Session(Connection connection, List<PreparedStatement> statements) {

        static Session on(Connection connection, List<String> transaction) throws SQLException {
            connection.setAutoCommit(transaction.size() == 1);
            var statements = new ArrayList<PreparedStatement>();
            for (var sql : transaction) {
                statements.add(connection.prepareStatement(sql));
            }
            return new Session(connection, statements);
        }

        void run() throws SQLException {
            for (var statement : statements) {
                statement.execute();
            }
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        }
    }
}
