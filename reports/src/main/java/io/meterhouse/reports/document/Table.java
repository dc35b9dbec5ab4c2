package io.meterhouse.reports.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one mart. Files have every line; pages the first {@code listed}, and then what is left as one line.
 *
 * @param name of the section, of its file, sheet and JSON array
 * @param title in the reader's language
 * @param call of the mart, as an analyst would write it; printed in small type
 * @param columns at least one; the first printed one names the line
 * @param lines in the order of print
 * @param listed how many of them pages show
 * @param total the sums of all lines as the mart of totals tells them, a cell a column, null where a sum would mean nothing; null
 *     when the table has no line of totals. With it, what pages do not list is a line "others" that takes what rounding leaves
 * @param nothing what to say when there is no line
 * @param omitted lines beyond those that a table may have; 0 when all are here. Whoever prints the table says so
 */
public record Table(
        String name,
        String title,
        String call,
        List<Column> columns,
        List<Line> lines,
        int listed,
        @Nullable Line total,
        String nothing,
        long omitted)
        implements Section {

    public Table {
        columns = List.copyOf(columns);
        lines = List.copyOf(lines);
        for (Line line : lines) {
            requireKinds(name, columns, line);
        }
        if (total != null) {
            requireKinds(name, columns, total);
        }
    }

    /** A table that has all its lines. */
    public Table(
            String name,
            String title,
            String call,
            List<Column> columns,
            List<Line> lines,
            int listed,
            @Nullable Line total,
            String nothing) {
        this(name, title, call, columns, lines, listed, total, nothing, 0);
    }

    private static void requireKinds(String table, List<Column> columns, Line line) {
        if (line.cells().size() != columns.size()) {
            throw new IllegalArgumentException("Table %s has %d columns and a line of %d cells."
                    .formatted(table, columns.size(), line.cells().size()));
        }
        for (int i = 0; i < columns.size(); i++) {
            Object cell = line.cells().get(i);
            if (cell != null && !columns.get(i).kind().type().isInstance(cell)) {
                throw new IllegalArgumentException("Column %s of table %s is %s and holds a %s."
                        .formatted(
                                columns.get(i).name(),
                                table,
                                columns.get(i).kind(),
                                cell.getClass().getSimpleName()));
            }
        }
    }
}
