package io.voc.tenancy.command.usage;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

/** The days of which requests are remembered, each a partition of the records. */
final class RecordDays {

    private static final String PARTITION = "usage_record_";
    private static final DateTimeFormatter NAME = DateTimeFormatter.BASIC_ISO_DATE;
    private static final int AHEAD = 2;

    /** Of two nodes that make the same partition at once, one would fail. */
    private static final String ONE_AT_A_TIME =
            "SELECT pg_advisory_xact_lock(hashtext('command.usage_record'))";

    private static final String THERE =
            """
            SELECT child.relname FROM pg_inherits JOIN pg_class AS child ON child.oid = inhrelid
            WHERE inhparent = 'command.usage_record'::regclass
            """;

    /** A reader of the records keeps this waiting, and all who come after it. */
    private static final String NO_LONG_WAIT = "SET LOCAL lock_timeout = '100ms'";

    private final DataSource database;
    private LocalDate open = LocalDate.MIN;

    RecordDays(DataSource database) {
        this.database = database;
    }

    /** Makes a day's partition, unless it is there. */
    synchronized void open(LocalDate day) throws SQLException {
        if (!day.equals(open)) {
            make(day);
            open = day;
        }
    }

    /** Looks again before the next use. */
    synchronized void forget() {
        open = LocalDate.MIN;
    }

    /** Makes the partitions of a day and the next ones, so that nobody has to wait for them. */
    void openAhead(LocalDate today) throws SQLException {
        for (int i = 0; i <= AHEAD; i++) {
            make(today.plusDays(i));
        }
    }

    /**
     * Drops the partitions of all days before one.
     *
     * @throws SQLException also when somebody reads the records just now; may be tried again
     */
    void dropBefore(LocalDate oldest) throws SQLException {
        for (var name : partitions()) {
            if (LocalDate.parse(name.substring(PARTITION.length()), NAME).isBefore(oldest)) {
                inOneTransaction(connection -> {
                    execute(connection, NO_LONG_WAIT);
                    execute(connection, "DROP TABLE IF EXISTS command." + name);
                });
            }
        }
    }

    private void make(LocalDate day) throws SQLException {
        var name = PARTITION + NAME.format(day);
        if (!partitions().contains(name)) {
            inOneTransaction(connection -> {
                execute(connection, ONE_AT_A_TIME);
                if (!partitions(connection).contains(name)) {
                    create(connection, name, day);
                }
            });
        }
    }

    /** Made by itself and attached, which readers and writers of the others do not hinder. */
    private static void create(Connection connection, String name, LocalDate day)
            throws SQLException {
        execute(
                connection,
                "CREATE TABLE command.%s (LIKE command.usage_record INCLUDING ALL)"
                        .formatted(name));
        execute(
                connection,
                "ALTER TABLE command.usage_record ATTACH PARTITION command.%s FOR VALUES FROM ('%s') TO ('%s')"
                        .formatted(name, day, day.plusDays(1)));
    }

    private List<String> partitions() throws SQLException {
        try (var connection = database.getConnection()) {
            return partitions(connection);
        }
    }

    private static List<String> partitions(Connection connection) throws SQLException {
        var names = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(THERE)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private interface Work {
        void with(Connection connection) throws SQLException;
    }

    private void inOneTransaction(Work work) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                work.with(connection);
                connection.commit();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
