package io.meterhouse.warehouse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A locked-down, read-only connection to a published snapshot: no network, no settings, and no files but those of one folder, if any. */
public final class SnapshotReader implements AutoCloseable {

    private final Connection connection;
    private final @Nullable TemporaryFolder own;
    private int mostSeconds = Queries.UNLIMITED;

    private SnapshotReader(Connection connection, @Nullable TemporaryFolder own) {
        this.connection = connection;
        this.own = own;
    }

    static SnapshotReader open(Path file, WarehouseProperties limits) {
        return open(file, limits, List.of());
    }

    /** Files in these folders and below may be written and read, too. */
    static SnapshotReader open(Path file, WarehouseProperties limits, List<Path> folders) {
        return open(file, limits, folders, null);
    }

    /** Of a file that nobody else reads: its folder is gone when the reader is closed. */
    static SnapshotReader open(
            Path file, WarehouseProperties limits, List<Path> folders, @Nullable TemporaryFolder own) {
        if (!Files.exists(file)) {
            throw new WarehouseException("Nothing is published yet: there is no %s. Run '%s' or '%s' first."
                    .formatted(file, ShellCommand.of("nightly"), ShellCommand.of("demo")));
        }
        Properties settings = new Properties();
        settings.setProperty("threads", String.valueOf(limits.threads()));
        settings.setProperty("memory_limit", limits.memoryLimit());
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        try {
            // The engine shares one instance among a process' connections to one file, so a reader would see the file
            // that another
            // reader opened before it was replaced. An instance of its own, to which the file is attached, sees the
            // newest.
            Connection connection = DriverManager.getConnection("jdbc:duckdb:", settings);
            boolean isOpen = false;
            try (Statement statement = connection.createStatement()) {
                statement.execute("attach '%s' as meterhouse (read_only)"
                        .formatted(file.toString().replace("'", "''")));
                statement.execute("use meterhouse");
                Session.begin(statement);
                // The engine heeds the limit only once it has a folder, which it makes and takes away itself.
                statement.execute("set temp_directory = '%s'"
                        .formatted(spillFolder().toString().replace("'", "''")));
                statement.execute("set max_temp_directory_size = '%s'".formatted(limits.tempLimit()));
                if (!folders.isEmpty()) {
                    statement.execute("set allowed_directories = [%s]"
                            .formatted(folders.stream().map(Parquet::quoted).collect(Collectors.joining(", "))));
                }
                statement.execute("set enable_external_access = false");
                statement.execute("set lock_configuration = true");
                isOpen = true;
            } finally {
                if (!isOpen) {
                    connection.close();
                }
            }
            return new SnapshotReader(connection, own);
        } catch (SQLException unreadable) {
            throw new WarehouseException(
                    "Cannot read the snapshot %s: %s. The next run that publishes replaces it; 'meterhouse rebuild' does so without asking the source."
                            .formatted(file, Queries.message(unreadable)),
                    unreadable);
        }
    }

    private static Path spillFolder() {
        return Path.of(System.getProperty("java.io.tmpdir"), "meterhouse-query-" + UUID.randomUUID());
    }

    /** Lets no query take longer, to the second, from now on. */
    public void breakOffAfter(Duration longest) {
        mostSeconds = Math.toIntExact(longest.toSeconds());
    }

    /**
     * Answers a query.
     *
     * @throws WarehouseException when the engine refuses it, in the engine's words
     */
    public <T> List<T> query(String sql, RowMapper<T> mapper, @Nullable Object... arguments) {
        return Queries.query(connection, sql, mapper, arguments);
    }

    /** Answers a query whose columns are not known beforehand. */
    public Table table(String sql) {
        return Queries.table(connection, sql, mostSeconds);
    }

    /**
     * Hands the answer to a query on, row by row, so that its size does not matter.
     *
     * @throws WarehouseException when the engine refuses it, in the engine's words
     */
    public void stream(String sql, Answer answer) {
        Queries.stream(connection, sql, mostSeconds, answer);
    }

    /**
     * Hands the answer to a query with parameters on, row by row.
     *
     * @throws WarehouseException when the engine refuses it, in the engine's words
     */
    public void stream(String sql, Answer answer, List<? extends @Nullable Object> arguments) {
        Queries.stream(connection, sql, answer, arguments);
    }

    /**
     * Keeps the answer to a query as a Parquet file, its rows in the order of the answer.
     *
     * @param file in a folder that this reader was opened to write to
     * @throws WarehouseException when the engine refuses the query or the file, in the engine's words
     */
    public void keep(String sql, List<? extends @Nullable Object> arguments, Path file) {
        Parquet.write(connection, sql, arguments, file);
    }

    /**
     * Writes the answer to a query as files, without a row of it passing through this process' heap.
     *
     * @param target file, or folder of a format that writes one, in a folder that this reader was opened to write to
     * @throws WarehouseException when the engine refuses the query or the file, in the engine's words
     */
    public void copy(String sql, CopyFormat format, Path target) {
        execute("copy (%s) to %s (%s)".formatted(sql, Parquet.quoted(target), format.options()));
    }

    /**
     * Gives a Parquet file a name by which it is asked like a view.
     *
     * @param file in a folder that this reader was opened to write to
     * @throws WarehouseException when it is missing or no Parquet, in the engine's words
     */
    public void name(String view, Path file) {
        execute("create or replace temp view %s as from read_parquet(%s)".formatted(view, Parquet.quoted(file)));
    }

    /** What a rule finds in the file that was named {@code focus_costs}, which holds the charges of a range. */
    public FocusRule.Result check(FocusRule rule, LocalDate from, LocalDate to) {
        execute("set variable from_date = '%s'".formatted(from));
        execute("set variable to_date = '%s'".formatted(to));
        return rule.of(this::table);
    }

    private void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException refused) {
            throw new WarehouseException(Queries.message(refused), refused);
        }
    }

    /** What a quality check finds in the snapshot. */
    public QualityCheck.Result check(QualityCheck check) {
        return check.of(this::table);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException cannotClose) {
            throw new WarehouseException("Cannot close the snapshot: " + Queries.message(cannotClose), cannotClose);
        } finally {
            if (own != null) {
                own.close();
            }
        }
    }
}
