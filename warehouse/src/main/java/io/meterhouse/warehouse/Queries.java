package io.meterhouse.warehouse;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs queries on a connection and says what the engine said when one fails. */
final class Queries {

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
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            ResultSetMetaData description = rows.getMetaData();
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= description.getColumnCount(); i++) {
                columns.add(description.getColumnLabel(i));
            }
            List<List<@Nullable String>> values = new ArrayList<>();
            while (rows.next()) {
                List<@Nullable String> row = new ArrayList<>();
                for (int i = 1; i <= columns.size(); i++) {
                    Object value = rows.getObject(i);
                    row.add(value instanceof BigDecimal exact ? exact.toPlainString() : rows.getString(i));
                }
                values.add(Collections.unmodifiableList(row));
            }
            return new Table(columns, values);
        } catch (SQLException refused) {
            throw new WarehouseException(Queries.message(refused), refused);
        }
    }

    static String message(SQLException refused) {
        return String.valueOf(refused.getMessage()).strip();
    }
}
