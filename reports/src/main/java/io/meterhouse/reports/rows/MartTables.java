package io.meterhouse.reports.rows;

import io.meterhouse.reports.document.Column;
import io.meterhouse.reports.document.Line;
import io.meterhouse.reports.document.Table;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Kept rows as tables of a document. */
public final class MartTables {

    private final KeptRows rows;
    private final int most;

    /**
     * Makes tables.
     *
     * @param rows what they are made of
     * @param most lines that a table has; what is left out the table tells
     */
    public MartTables(KeptRows rows, int most) {
        this.rows = rows;
        this.most = most;
    }

    /**
     * What a table says beside its lines.
     *
     * @param title in the reader's language
     * @param call of the mart
     * @param listed how many lines pages show
     * @param nothing what to say when there is no line
     */
    public record Caption(String title, String call, int listed, String nothing) {}

    /** All columns that a mart has, in its order and under its names; pages show some. */
    public Table whole(String query, Caption caption, List<PrintedColumn> printed) {
        return whole(query, caption, printed, null);
    }

    /** All columns and lines of an answer under another name than that of its query; only files have them. */
    public Table inFiles(String query, String name, Caption caption) {
        return table(
                query,
                name,
                caption,
                rows.columns(query).stream().map(KeptColumn::inFiles).toList(),
                null);
    }

    /**
     * The same with a line of totals.
     *
     * @param sums of the columns that have one, by their names; null when none is known
     */
    public Table whole(
            String query, Caption caption, List<PrintedColumn> printed, @Nullable Map<String, @Nullable Object> sums) {
        Map<String, PrintedColumn> shown =
                printed.stream().collect(Collectors.toMap(PrintedColumn::name, Function.identity()));
        List<Column> columns = rows.columns(query).stream()
                .map(kept -> {
                    PrintedColumn column = shown.get(kept.name());
                    return column == null ? kept.inFiles() : column.column();
                })
                .toList();
        Line total = sums == null
                ? null
                : new Line(columns.stream()
                        .<@Nullable Object>map(column -> sums.get(column.name()))
                        .collect(Collectors.toList()));
        return table(query, query, caption, columns, total);
    }

    /** Those columns that are named, in this order; with a line of totals, where there is one. */
    public Table table(String query, String name, Caption caption, List<Column> columns, @Nullable Line total) {
        return new Table(
                name,
                caption.title(),
                caption.call(),
                columns,
                rows.lines(query, columns, most),
                caption.listed(),
                total,
                caption.nothing(),
                Math.max(0, rows.count(query) - most));
    }
}
