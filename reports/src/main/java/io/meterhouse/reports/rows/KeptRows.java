package io.meterhouse.reports.rows;

import io.meterhouse.reports.document.Column;
import io.meterhouse.reports.document.Kind;
import io.meterhouse.reports.document.Line;
import io.meterhouse.warehouse.ParquetFolder;
import io.meterhouse.warehouse.Row;
import io.meterhouse.warehouse.RowMapper;
import io.meterhouse.warehouse.SnapshotReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answers to a report's queries, a Parquet file each; all that the report says is read from them. */
public final class KeptRows implements AutoCloseable {

    /** The folder beside the report's files. */
    public static final String FOLDER = "rows";

    private final ParquetFolder answers;

    private KeptRows(ParquetFolder answers) {
        this.answers = answers;
    }

    /**
     * Asks a snapshot, each query once, and keeps the answers.
     *
     * @param report the folder of the report's files, below that of all reports
     * @throws io.meterhouse.warehouse.WarehouseException when the snapshot cannot answer
     * @throws UncheckedIOException when the folder cannot be written
     */
    public static KeptRows keep(SnapshotReader snapshot, List<Query> queries, Path report) {
        Path folder = report.resolve(FOLDER);
        try {
            Files.createDirectories(folder);
        } catch (IOException cannotWrite) {
            throw new UncheckedIOException(
                    "Cannot write to %s: %s".formatted(folder, cannotWrite.getMessage()), cannotWrite);
        }
        for (Query query : queries) {
            snapshot.keep(query.sql(), query.arguments(), folder.resolve(query.name() + ".parquet"));
        }
        return in(report);
    }

    /** Reads what was kept beside a report, without the snapshot. */
    public static KeptRows in(Path report) {
        return new KeptRows(ParquetFolder.open(report.resolve(FOLDER)));
    }

    /** Whether the query was asked; which are depends on the request. */
    public boolean hold(String query) {
        return answers.holds(query);
    }

    /**
     * The answer to a query.
     *
     * @throws io.meterhouse.warehouse.WarehouseException when it was not kept, or its file is damaged
     */
    public <T> List<T> rows(String query, RowMapper<T> mapper) {
        return answers.rows(query, mapper);
    }

    /**
     * The answer to a query that has one row.
     *
     * @throws io.meterhouse.warehouse.WarehouseException when it was not kept, or its file is damaged
     */
    public <T> T only(String query, RowMapper<T> mapper) {
        return answers.rows(query, mapper).get(0);
    }

    /** How many rows answer a query. */
    public long count(String query) {
        return answers.count(query);
    }

    /** The answer as lines of a table with these columns, each of the name of a column of the answer. */
    List<Line> lines(String query, List<Column> columns, int most) {
        return answers.rows(query, most, row -> {
            List<@Nullable Object> cells = new ArrayList<>();
            for (Column column : columns) {
                cells.add(cell(row, column.name(), column.kind()));
            }
            return new Line(cells);
        });
    }

    /** The columns of an answer, with the kind that fits what is in them. */
    List<KeptColumn> columns(String query) {
        return answers.columns(query).stream()
                .map(column -> KeptColumn.of(column.name(), column.type()))
                .toList();
    }

    private static @Nullable Object cell(Row row, String column, Kind kind) throws SQLException {
        return switch (kind) {
            case TEXT -> row.optionalText(column);
            case COUNT -> row.optionalCount(column);
            case MONEY, UNIT_PRICE, SHARE, RATE, CHANGE, NUMBER, DURATION -> row.optionalDecimal(column);
            case DAY -> row.optionalDay(column);
            case MOMENT -> row.optionalTimestamp(column);
            case FLAG -> row.optionalFlag(column);
        };
    }

    @Override
    public void close() {
        answers.close();
    }
}
