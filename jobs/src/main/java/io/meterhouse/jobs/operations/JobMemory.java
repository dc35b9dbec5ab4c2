package io.meterhouse.jobs.operations;

import io.meterhouse.warehouse.WarehouseException;
import io.meterhouse.warehouse.WarehouseHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The texts in the job repository: no job has a person for a parameter, but why a step failed is told in the words of whoever refused it,
 * and why something was decided in those of whoever decided.
 * Only while the lease is held.
 */
public final class JobMemory {

    private static final String TEXTS = """
            select table_name, column_name
            from information_schema.columns
            where table_schema = 'PUBLIC' and data_type in ('CHARACTER VARYING', 'CHARACTER LARGE OBJECT')
            order by table_name, column_name
            """;

    private final WarehouseHome home;

    public JobMemory(WarehouseHome home) {
        this.home = home;
    }

    private record Column(String table, String name) {}

    /** How many texts would be changed; none is. */
    public long count(UnaryOperator<String> kept) {
        return inFile(connection -> changed(connection, kept));
    }

    /**
     * Writes texts anew, and the file without what was in it.
     *
     * @return how many were changed
     * @throws WarehouseException when the repository cannot be used
     */
    public long rewrite(UnaryOperator<String> kept) {
        return inFile(connection -> {
            long changed = 0;
            for (Column column : columns(connection)) {
                for (String text : texts(connection, column)) {
                    String after = kept.apply(text);
                    if (!after.equals(text)) {
                        replace(connection, column, text, after);
                        changed++;
                    }
                }
            }
            if (changed > 0) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("shutdown compact");
                }
            }
            return changed;
        });
    }

    private static long changed(Connection connection, UnaryOperator<String> kept) throws SQLException {
        long changed = 0;
        for (Column column : columns(connection)) {
            changed += texts(connection, column).stream()
                    .filter(text -> !kept.apply(text).equals(text))
                    .count();
        }
        return changed;
    }

    @FunctionalInterface
    private interface Work {
        long on(Connection connection) throws SQLException;
    }

    private long inFile(Work work) {
        Path file = home.operations().resolve("operations.mv.db");
        if (!Files.exists(file)) {
            return 0;
        }
        try (Connection connection = DriverManager.getConnection(
                "jdbc:h2:file:%s".formatted(home.operations().resolve("operations")), "meterhouse", "")) {
            return work.on(connection);
        } catch (SQLException unusable) {
            throw new WarehouseException(
                    "The job repository %s cannot be used: %s. It holds the memory of jobs, and decisions about findings, which the warehouse has, too: move it away and run the same command again; no day is lost."
                            .formatted(file, unusable.getMessage()),
                    unusable);
        }
    }

    private static List<Column> columns(Connection connection) throws SQLException {
        List<Column> columns = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(TEXTS)) {
            while (rows.next()) {
                columns.add(new Column(rows.getString(1), rows.getString(2)));
            }
        }
        return columns;
    }

    private static List<String> texts(Connection connection, Column column) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select distinct \"%1$s\" from \"%2$s\" where \"%1$s\" is not null"
                                .formatted(column.name(), column.table()))) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    private static void replace(Connection connection, Column column, String before, String after) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "update \"%2$s\" set \"%1$s\" = ? where \"%1$s\" = ?".formatted(column.name(), column.table()))) {
            statement.setString(1, after);
            statement.setString(2, before);
            statement.executeUpdate();
        }
    }
}
