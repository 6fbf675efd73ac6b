package io.voc.tenancy.eventstore.sql;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Several statements that go to the database in one round trip. */
public final class SqlBatch {

    private final Connection connection;
    private final StringBuilder sql = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();
    private final List<RowReader> readers = new ArrayList<>();

    /** Takes one row of a query. */
    @FunctionalInterface
    public interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private static final RowReader NOTHING = _ -> {};

    public SqlBatch(Connection connection) {
        this.connection = connection;
    }

    /** Adds a query; its rows are read in order when the batch is executed. */
    public SqlBatch query(String statement, RowReader reader, Object... values) {
        return add(statement, reader, values);
    }

    /** Adds a change. */
    public SqlBatch update(String statement, Object... values) {
        return add(statement, NOTHING, values);
    }

    /** An array parameter of an SQL type, such as {@code text}. */
    public Object array(String type, @Nullable Object[] values) throws SQLException {
        return connection.createArrayOf(type, values);
    }

    /** Sends everything and reads what comes back. */
    public void execute() throws SQLException {
        if (readers.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement(sql.toString())) {
            for (int i = 0; i < parameters.size(); i++) {
                bind(statement, i + 1, parameters.get(i));
            }
            var isQuery = statement.execute();
            for (var reader : readers) {
                if (isQuery) {
                    read(statement, reader);
                }
                isQuery = statement.getMoreResults();
            }
        }
    }

    private SqlBatch add(String statement, RowReader reader, Object... values) {
        sql.append(sql.isEmpty() ? "" : ";\n").append(statement.strip());
        parameters.addAll(List.of(values));
        readers.add(reader);
        return this;
    }

    private static void read(PreparedStatement statement, RowReader reader) throws SQLException {
        try (var rows = statement.getResultSet()) {
            while (rows.next()) {
                reader.read(rows);
            }
        }
    }

    private static void bind(PreparedStatement statement, int index, Object value)
            throws SQLException {
        switch (value) {
            case String text -> statement.setString(index, text);
            case Long number -> statement.setLong(index, number);
            case byte[] bytes -> statement.setBytes(index, bytes);
            default -> statement.setObject(index, value);
        }
    }
}
