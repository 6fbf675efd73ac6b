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

    private final DataSource database;
    private LocalDate open = LocalDate.MIN;

    RecordDays(DataSource database) {
        this.database = database;
    }

    /** Makes a day's partition, and those of the next ones, unless they are known to be there. */
    synchronized void open(LocalDate day) throws SQLException {
        if (day.isAfter(open)) {
            inOneTransaction(connection -> {
                for (int i = 0; i <= AHEAD; i++) {
                    execute(connection, creation(day.plusDays(i)));
                }
            });
            open = day;
        }
    }

    /** Looks again before the next use. */
    synchronized void forget() {
        open = LocalDate.MIN;
    }

    /** Drops the partitions of all days before one. */
    void dropBefore(LocalDate oldest) throws SQLException {
        inOneTransaction(connection -> {
            for (var name : partitions(connection)) {
                if (LocalDate.parse(name.substring(PARTITION.length()), NAME).isBefore(oldest)) {
                    execute(connection, "DROP TABLE command." + name);
                }
            }
        });
    }

    private static String creation(LocalDate day) {
        return "CREATE TABLE IF NOT EXISTS command.%s PARTITION OF command.usage_record FOR VALUES FROM ('%s') TO ('%s')"
                .formatted(PARTITION + NAME.format(day), day, day.plusDays(1));
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
                execute(connection, ONE_AT_A_TIME);
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
