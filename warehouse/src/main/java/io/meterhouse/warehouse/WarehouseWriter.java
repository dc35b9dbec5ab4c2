package io.meterhouse.warehouse;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The one writing connection of a home, opened on a {@link Lease}: runs scripts by name, stages rows, commits whole units. */
public final class WarehouseWriter implements AutoCloseable {

    /** What is kept of the file in memory between large units of work; what a unit needs of it is read again. */
    private static final String KEPT_MEMORY = "32MB";

    private final Connection connection;
    private final WarehouseProperties limits;

    /** What the variables of the connection are; a transaction that is taken back leaves them as they are. */
    private final Map<String, @Nullable Object> variables = new HashMap<>();

    WarehouseWriter(Connection connection, WarehouseProperties limits) {
        this.connection = connection;
        this.limits = limits;
    }

    /**
     * Runs a file of {@code warehouse/sql}.
     *
     * @param script its path without the ending, for example {@code load/fact_usage_daily}
     * @param variables a value for each variable the file reads
     * @throws WarehouseException when a variable is missing or the engine refuses a statement
     */
    public void run(String script, Map<String, ?> variables) {
        SqlScript sql = SqlScript.named(script);
        Set<String> missing = new TreeSet<>(sql.variables());
        missing.removeAll(variables.keySet());
        if (!missing.isEmpty()) {
            throw new WarehouseException(
                    "The script %s reads variables that were not given: %s.".formatted(script, missing));
        }
        for (String name : sql.variables()) {
            set(name, variables.get(name));
        }
        execute(sql);
    }

    /** Makes the rows of a source a temporary table that lives until the writer is closed. */
    public void stage(String table, RowSource source) {
        long id = RowSources.offer(source);
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "create or replace temp table %s as select * from meterhouse_rows(%d)".formatted(table, id));
        } catch (SQLException refused) {
            throw new WarehouseException("Cannot stage %s: %s".formatted(table, Queries.message(refused)), refused);
        } finally {
            RowSources.withdraw(id);
        }
    }

    /**
     * Lets go of most of what the engine keeps in memory of the file, so that a long load takes no more of it than a short one. Between
     * units of work only.
     */
    public void giveMemoryBack() {
        if (tryLimit(KEPT_MEMORY) && !tryLimit(limits.memoryLimit())) {
            throw new WarehouseException(
                    "The engine does not take its limit of memory, %s, any more.".formatted(limits.memoryLimit()));
        }
    }

    /** Sets the limit of memory; false when the engine holds more and cannot let go of it: then the limit stays as it was. */
    private boolean tryLimit(String memory) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set memory_limit = '%s'".formatted(memory));
            return true;
        } catch (SQLException held) {
            return false;
        }
    }

    /** Answers a query on the writer's own state. */
    public <T> List<T> query(String sql, RowMapper<T> mapper, @Nullable Object... arguments) {
        return Queries.query(connection, sql, mapper, arguments);
    }

    /** Answers a query whose columns are not known beforehand. */
    public Table table(String sql) {
        return Queries.table(connection, sql);
    }

    /**
     * Hands the rows of a query on, row by row, so that their number does not matter.
     *
     * @param script a file of {@code warehouse/sql} that is one query
     * @throws WarehouseException when the engine refuses it
     */
    public void stream(String script, Answer answer) {
        Queries.stream(connection, SqlScript.named(script).text(), answer, List.of());
    }

    /**
     * Writes the rows of a query into a Parquet file.
     *
     * @throws WarehouseException when the engine refuses the query or cannot write the file
     */
    public void writeParquet(String query, Path file) {
        execute(new SqlScript(
                "that writes " + file.getFileName(),
                "copy (%s) to '%s' (format parquet, compression zstd)"
                        .formatted(query, file.toString().replace("'", "''"))));
    }

    /** What a quality check finds in the writer's own state. */
    public QualityCheck.Result check(QualityCheck check) {
        return check.of(this::table);
    }

    /**
     * Counts the rows before the days that are kept, and changes nothing.
     *
     * @param table a file of {@code warehouse/sql/archive}
     * @param keptFrom first UTC day that is kept
     */
    public ExpiredRows expired(String table, LocalDate keptFrom) {
        set("kept_from", keptFrom);
        return query(
                        "select count(*) as row_count, count(distinct archived_date) as day_count, min(archived_date) as first_day, max(archived_date) as last_day from (%s)"
                                .formatted(SqlScript.named("archive/" + table).text()),
                        row -> new ExpiredRows(
                                row.count("row_count"),
                                row.count("day_count"),
                                row.optionalDay("first_day"),
                                row.optionalDay("last_day")))
                .get(0);
    }

    /**
     * Copies the rows before the days that are kept into Parquet files, one per table and month, and reads them back.
     *
     * @param table a file of {@code warehouse/sql/archive}
     * @param keptFrom first UTC day that is kept
     * @param folder where the files lie, in a folder per table
     * @return rows copied
     * @throws WarehouseException when they cannot be written or are not what was read back
     */
    public long archive(String table, LocalDate keptFrom, Path folder) {
        set("kept_from", keptFrom);
        return new ParquetArchive(this, folder).write(table);
    }

    /** Part of the file that no row uses any more, 0 to 1, once everything is written to it. */
    double freeShare() {
        checkpoint();
        return query(
                        "select free_blocks, greatest(total_blocks, 1) as total_blocks from pragma_database_size() where database_name = current_database()",
                        row -> (double) row.count("free_blocks") / row.count("total_blocks"))
                .get(0);
    }

    /** Commits everything the work does, or nothing of it. */
    public <T> T inTransaction(Supplier<T> work) {
        try {
            return Transaction.of(connection, work::get);
        } catch (SQLException refused) {
            throw new WarehouseException("Cannot commit: " + Queries.message(refused), refused);
        }
    }

    /** Does the work to see what it comes to, and takes everything back. */
    public <T> T withoutTrace(Supplier<T> work) {
        try {
            return Transaction.undone(connection, work::get);
        } catch (SQLException refused) {
            throw new WarehouseException("Cannot take back: " + Queries.message(refused), refused);
        }
    }

    void belongTo(WarehouseHome home) {
        run("load/home", Map.of("home_id", home.id()));
        String ours = query("select home_id from ops.home", row -> row.text("home_id"))
                .get(0);
        if (!ours.equals(home.id())) {
            throw new OtherHomeException(home.warehouseFile(), ours, home);
        }
    }

    /** The scripts of a unit of work share most variables, and to set one costs as much as a small query. */
    private void set(String name, @Nullable Object value) {
        if (variables.containsKey(name) && Objects.equals(variables.get(name), value)) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement("set variable " + name + " = ?")) {
            statement.setObject(1, value);
            statement.execute();
            variables.put(name, value);
        } catch (SQLException refused) {
            throw new WarehouseException("Cannot set %s: %s".formatted(name, Queries.message(refused)), refused);
        }
    }

    void execute(SqlScript script) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(script.text());
        } catch (SQLException refused) {
            throw new WarehouseException(
                    "The script %s failed: %s".formatted(script.name(), Queries.message(refused)), refused);
        }
    }

    void recordSnapshot(String snapshotId, String runId, Instant now) {
        run("load/snapshot", Map.of("snapshot_id", snapshotId, "run_id", runId, "published_at", UtcTimestamp.of(now)));
    }

    void forgetSnapshotsBut(List<String> published) {
        query("select snapshot_id from ops.snapshot", row -> row.text("snapshot_id")).stream()
                .filter(recorded -> !published.contains(recorded))
                .forEach(this::forgetSnapshot);
    }

    void forgetSnapshot(String snapshotId) {
        query("delete from ops.snapshot where snapshot_id = ? returning 1 as n", row -> row.count("n"), snapshotId);
    }

    /** The warehouse file beside this one, under the name {@code whole}, to read from. */
    void attachWhole(Path file) {
        execute(new SqlScript(
                "attach",
                "attach '%s' as whole (read_only)".formatted(file.toString().replace("'", "''"))));
    }

    void detachWhole() {
        execute(new SqlScript("detach", "detach whole"));
    }

    /** Writes everything to the file itself, so that no log lies beside it once it is closed. */
    void checkpoint() {
        try (Statement statement = connection.createStatement()) {
            statement.execute("checkpoint");
        } catch (SQLException refused) {
            throw new WarehouseException("Cannot checkpoint the warehouse: " + Queries.message(refused), refused);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException cannotClose) {
            throw new WarehouseException("Cannot close the warehouse: " + Queries.message(cannotClose), cannotClose);
        }
    }
}
