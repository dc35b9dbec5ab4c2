package io.meterhouse.warehouse;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
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

    static String message(SQLException refused) {
        return String.valueOf(refused.getMessage()).strip();
    }
}
