package io.meterhouse.scheduler.cli;

import io.meterhouse.warehouse.SnapshotReader;
import io.meterhouse.warehouse.Table;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an answer of unknown columns is printed. */
enum TableFormat {
    TABLE {
        @Override
        void print(SnapshotReader snapshot, String query, PrintStream out) {
            print(snapshot.table(query), out);
        }
    },
    CSV {
        @Override
        void print(SnapshotReader snapshot, String query, PrintStream out) {
            snapshot.stream(query, new CsvAnswer(out));
        }
    },
    JSON {
        @Override
        void print(SnapshotReader snapshot, String query, PrintStream out) {
            snapshot.stream(query, new JsonAnswer(out));
        }
    };

    private static final int WIDEST = 60;

    /**
     * Prints the answer to a query.
     *
     * @throws io.meterhouse.warehouse.WarehouseException when the engine refuses it
     */
    abstract void print(SnapshotReader snapshot, String query, PrintStream out);

    /** A table for people: in columns as wide as their widest value. */
    static void print(Table table, PrintStream out) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(table.columns());
        table.rows()
                .forEach(row -> lines.add(row.stream().map(TableFormat::shown).toList()));
        int[] widths = new int[table.columns().size()];
        lines.forEach(line -> {
            for (int i = 0; i < line.size(); i++) {
                widths[i] = Math.max(
                        widths[i], line.get(i).codePointCount(0, line.get(i).length()));
            }
        });
        boolean[] isNumeric = numericColumns(table);
        for (int i = 0; i < lines.size(); i++) {
            out.println(aligned(lines.get(i), widths, isNumeric));
            if (i == 0) {
                out.println(rule(widths));
            }
        }
        out.println("(%d row%s)".formatted(table.rows().size(), table.rows().size() == 1 ? "" : "s"));
    }

    /** Control characters would move the cursor of whoever reads a model name that a stranger chose. */
    private static String shown(@Nullable String value) {
        if (value == null) {
            return "–";
        }
        String clean = value.replaceAll("\\p{Cntrl}", " ");
        return clean.length() <= WIDEST ? clean : clean.substring(0, WIDEST - 1) + "…";
    }

    private static boolean[] numericColumns(Table table) {
        boolean[] isNumeric = new boolean[table.columns().size()];
        for (int i = 0; i < isNumeric.length; i++) {
            int column = i;
            isNumeric[i] = !table.rows().isEmpty()
                    && table.rows().stream()
                            .map(row -> row.get(column))
                            .allMatch(value -> value == null || value.matches("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?"));
        }
        return isNumeric;
    }

    private static String aligned(List<String> line, int[] widths, boolean[] isNumeric) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < line.size(); i++) {
            String cell = line.get(i);
            String space = " ".repeat(widths[i] - cell.codePointCount(0, cell.length()));
            text.append(i == 0 ? "" : "  ").append(isNumeric[i] ? space + cell : cell + space);
        }
        return text.toString().stripTrailing();
    }

    private static String rule(int[] widths) {
        List<String> parts = new ArrayList<>();
        for (int width : widths) {
            parts.add("─".repeat(width));
        }
        return String.join("  ", parts);
    }
}
