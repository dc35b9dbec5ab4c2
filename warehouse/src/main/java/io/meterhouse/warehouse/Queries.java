package io.meterhouse.warehouse;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs queries on a connection and says what the engine said when one fails. */
final class Queries {

    /** What the driver says before the engine's own words. */
    private static final String CLOSED =
            "Invalid Input Error: Attempting to execute an unsuccessful or closed pending query result\nError: ";

    /** How many seconds a query may take when it may take as many as it wants. */
    static final int UNLIMITED = 0;

    private Queries() {}

    static <T> List<T> query(Connection connection, String sql, RowMapper<T> mapper, @Nullable Object... arguments) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<T> values = new ArrayList<>();
                Row row = new Row(rows);
                while (rows.next()) {
                    values.add(mapper.map(row));
                }
                return values;
            }
        } catch (SQLException refused) {
            throw new WarehouseException(message(refused), refused);
        }
    }

    static Table table(Connection connection, String sql) {
        return table(connection, sql, UNLIMITED);
    }

    static Table table(Connection connection, String sql, int mostSeconds) {
        List<String> columns = new ArrayList<>();
        List<List<@Nullable String>> rows = new ArrayList<>();
        stream(connection, sql, mostSeconds, new Answer() {
            @Override
            public void columns(List<String> names) {
                columns.addAll(names);
            }

            @Override
            public void row(List<@Nullable Object> values) {
                List<@Nullable String> row = new ArrayList<>();
                values.forEach(value -> row.add(Table.text(value)));
                rows.add(Collections.unmodifiableList(row));
            }
        });
        return new Table(columns, rows);
    }

    static void stream(Connection connection, String sql, int mostSeconds, Answer answer) {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(mostSeconds);
            try (ResultSet rows = statement.executeQuery(sql)) {
                handOn(rows, answer);
            }
        } catch (SQLTimeoutException tooLong) {
            throw new WarehouseException(
                    "it took longer than %d seconds and was broken off".formatted(mostSeconds), tooLong);
        } catch (SQLException refused) {
            throw new WarehouseException(Queries.message(refused), refused);
        }
    }

    static void stream(Connection connection, String sql, Answer answer, List<? extends @Nullable Object> arguments) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.size(); i++) {
                statement.setObject(i + 1, arguments.get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                handOn(rows, answer);
            }
        } catch (SQLException refused) {
            throw new WarehouseException(Queries.message(refused), refused);
        }
    }

    private static void handOn(ResultSet rows, Answer answer) throws SQLException {
        ResultSetMetaData description = rows.getMetaData();
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= description.getColumnCount(); i++) {
            columns.add(description.getColumnLabel(i));
        }
        answer.columns(columns);
        while (rows.next()) {
            List<@Nullable Object> row = new ArrayList<>();
            for (int i = 1; i <= columns.size(); i++) {
                Object value = rows.getObject(i);
                row.add(value instanceof Number || value instanceof Boolean ? value : text(rows.getString(i), value));
            }
            answer.row(Collections.unmodifiableList(row));
        }
        answer.end();
    }

    /** The driver writes a time of whole seconds with a fraction of nothing, which neither the engine nor a spreadsheet does. */
    private static @Nullable String text(@Nullable String written, @Nullable Object value) {
        return written != null && value instanceof Timestamp && written.endsWith(".0")
                ? written.substring(0, written.length() - 2)
                : written;
    }

    static String message(SQLException refused) {
        String message = String.valueOf(refused.getMessage()).strip();
        return message.startsWith(CLOSED) ? message.substring(CLOSED.length()) : message;
    }
}
