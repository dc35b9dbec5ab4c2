package io.meterhouse.warehouse;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers as Parquet files. */
final class Parquet {

    private Parquet() {}

    static void write(Connection connection, String sql, List<? extends @Nullable Object> arguments, Path file) {
        try (PreparedStatement answer = connection.prepareStatement("create or replace temp table kept as " + sql);
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < arguments.size(); i++) {
                answer.setObject(i + 1, arguments.get(i));
            }
            answer.execute();
            statement.execute("copy (select %s from kept) to %s (format parquet, compression zstd)"
                    .formatted(columns(connection), quoted(file)));
            statement.execute("drop table kept");
        } catch (SQLException refused) {
            throw new WarehouseException(Queries.message(refused), refused);
        }
    }

    /** Parquet has no whole number of 128 bits, and the engine would write such a sum as a float. */
    private static String columns(Connection connection) {
        return Queries.query(connection, "select column_name, column_type from (describe kept)", row -> {
                    String column = "\"%s\"".formatted(row.text("column_name").replace("\"", "\"\""));
                    return row.text("column_type").endsWith("HUGEINT")
                            ? "%1$s::decimal(38, 0) as %1$s".formatted(column)
                            : column;
                })
                .stream()
                .collect(Collectors.joining(", "));
    }

    static String quoted(Path file) {
        return "'%s'".formatted(file.toString().replace("'", "''"));
    }
}
