package io.meterhouse.warehouse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;

/** Reads the Parquet files of one folder, in an engine that sees nothing else: no snapshot, no network, no settings. */
public final class ParquetFolder implements AutoCloseable {

    private final Path folder;
    private final Connection connection;

    private ParquetFolder(Path folder, Connection connection) {
        this.folder = folder;
        this.connection = connection;
    }

    /**
     * A column of a file.
     *
     * @param type as DuckDB writes it, for example {@code DECIMAL(38,12)}
     */
    public record Column(String name, String type) {}

    /**
     * Opens a folder, whose files are read when they are asked for.
     *
     * @throws WarehouseException when the engine does not start
     */
    public static ParquetFolder open(Path folder) {
        Properties settings = new Properties();
        settings.setProperty("threads", "1");
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        Path whole = folder.toAbsolutePath().normalize();
        try {
            Connection connection = DriverManager.getConnection("jdbc:duckdb:", settings);
            boolean isOpen = false;
            try (Statement statement = connection.createStatement()) {
                Session.begin(statement);
                statement.execute("set allowed_directories = [%s]".formatted(Parquet.quoted(whole)));
                statement.execute("set enable_external_access = false");
                statement.execute("set lock_configuration = true");
                isOpen = true;
            } finally {
                if (!isOpen) {
                    connection.close();
                }
            }
            return new ParquetFolder(whole, connection);
        } catch (SQLException refused) {
            throw new WarehouseException(
                    "Cannot read the rows in %s: %s".formatted(whole, Queries.message(refused)), refused);
        }
    }

    /** Whether there is a file {@code <name>.parquet}. */
    public boolean holds(String name) {
        return Files.exists(file(name));
    }

    /**
     * The columns of a file, first to last.
     *
     * @throws WarehouseException when it is missing or no Parquet, in the engine's words
     */
    public List<Column> columns(String name) {
        return Queries.query(
                connection,
                "select column_name, column_type from (describe %s)".formatted(from(name)),
                row -> new Column(row.text("column_name"), row.text("column_type")));
    }

    /**
     * The rows of a file in their order.
     *
     * @throws WarehouseException when it is missing or no Parquet, in the engine's words
     */
    public <T> List<T> rows(String name, RowMapper<T> mapper) {
        return Queries.query(connection, from(name), mapper);
    }

    /**
     * The first rows of a file in their order.
     *
     * @param most how many of them
     * @throws WarehouseException when it is missing or no Parquet, in the engine's words
     */
    public <T> List<T> rows(String name, int most, RowMapper<T> mapper) {
        return Queries.query(connection, from(name) + " limit " + most, mapper);
    }

    /**
     * How many rows a file has.
     *
     * @throws WarehouseException when it is missing or no Parquet, in the engine's words
     */
    public long count(String name) {
        return Queries.query(connection, "select count(*) as n " + from(name), row -> row.count("n"))
                .get(0);
    }

    /**
     * Hands the rows of a file on, one by one in their order.
     *
     * @throws WarehouseException when it is missing or no Parquet, in the engine's words
     */
    public void stream(String name, Answer answer) {
        Queries.stream(connection, from(name), Queries.UNLIMITED, answer);
    }

    /**
     * Every text of a file, once.
     *
     * @throws WarehouseException when it is missing or no Parquet, in the engine's words
     */
    public List<String> texts(String name) {
        return columns(name).stream()
                .filter(column -> column.type().equals("VARCHAR"))
                .map(column -> "\"%s\"".formatted(column.name().replace("\"", "\"\"")))
                .flatMap(column -> Queries.query(
                        connection,
                        "select distinct %1$s as said %2$s where %1$s is not null".formatted(column, from(name)),
                        row -> row.text("said"))
                        .stream())
                .distinct()
                .toList();
    }

    private String from(String name) {
        return "from read_parquet(%s)".formatted(Parquet.quoted(file(name)));
    }

    private Path file(String name) {
        return folder.resolve(name + ".parquet");
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException cannotClose) {
            throw new WarehouseException(
                    "Cannot close the rows of %s: %s".formatted(folder, Queries.message(cannotClose)), cannotClose);
        }
    }
}
