package io.meterhouse.reports;

import io.meterhouse.reports.pages.Typeface;
import io.meterhouse.warehouse.SnapshotReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A printed table of the rows of one mart.
 *
 * @param section heading above the table
 * @param call the call of the mart, as an analyst would write it
 * @param query file of the query
 * @param longest how many rows are printed at most; the CSV has all
 * @param nothing what to say when there is no row
 * @param columns at most {@link #WIDTH}; the first of them takes what the others leave
 */
record MartTable(String section, String call, String query, int longest, String nothing, List<MartColumn> columns) {

    /** Columns that the template has. */
    static final int WIDTH = 11;

    private static final float SIZE = 7f;
    private static final int CELL_WIDTH = 40;

    /** What stands beside the first column is as a rule a name too, and reaches into the place of the first. */
    private static final int SECOND_WIDTH = 62;

    private static final int NAME_WIDTH = 124 + CELL_WIDTH - SECOND_WIDTH;

    List<Map<String, ?>> rows(SnapshotReader snapshot, List<?> arguments) {
        List<List<String>> lines = snapshot.query(
                QueryFile.read("operations/" + query),
                row -> {
                    List<String> line = new ArrayList<>();
                    for (MartColumn column : columns) {
                        line.add(column.cell().of(row));
                    }
                    return line;
                },
                arguments.toArray());
        if (lines.isEmpty()) {
            return List.of(row("NOTE", List.of(nothing), lines.size()));
        }
        return lines.stream()
                .limit(longest)
                .<Map<String, ?>>map(line -> row("ROW", line, lines.size()))
                .toList();
    }

    private Map<String, ?> row(String kind, List<String> cells, int found) {
        Map<String, Object> row = new HashMap<>();
        row.put("section", section);
        row.put("call", found > longest ? "%s  ·  %d of %d rows".formatted(call, longest, found) : call);
        row.put("kind", kind);
        row.put("nameHeading", columns.get(0).heading());
        // The columns stand at the right, so that what is free widens the first.
        int free = WIDTH - columns.size();
        int nameWidth = kind.equals("NOTE") ? Integer.MAX_VALUE : NAME_WIDTH + free * CELL_WIDTH;
        row.put("name", Typeface.markup(Typeface.fitted(cells.get(0), SIZE, nameWidth)));
        for (int i = 1; i < WIDTH; i++) {
            int column = i - free;
            row.put("heading" + i, column > 0 ? columns.get(column).heading() : "");
            String cell = column > 0 && column < cells.size() ? cells.get(column) : "";
            row.put("cell" + i, Typeface.markup(Typeface.fitted(cell, SIZE, column == 1 ? SECOND_WIDTH : CELL_WIDTH)));
        }
        return row;
    }
}
