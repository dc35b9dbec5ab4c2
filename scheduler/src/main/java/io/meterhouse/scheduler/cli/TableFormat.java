package io.meterhouse.scheduler.cli;

import io.meterhouse.warehouse.Table;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** How an answer of unknown columns is printed. */
enum TableFormat {
    TABLE {
        @Override
        void print(Table table, PrintStream out) {
            List<List<String>> lines = new ArrayList<>();
            lines.add(table.columns());
            table.rows()
                    .forEach(row ->
                            lines.add(row.stream().map(TableFormat::shown).toList()));
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
    },
    CSV {
        @Override
        void print(Table table, PrintStream out) {
            try (CSVPrinter printer = new CSVPrinter(out, CSVFormat.RFC4180)) {
                printer.printRecord(table.columns());
                for (List<@Nullable String> row : table.rows()) {
                    printer.printRecord(row);
                }
                printer.flush();
            } catch (IOException cannotPrint) {
                throw new UncheckedIOException("Cannot print the answer", cannotPrint);
            }
        }
    },
    JSON {
        @Override
        void print(Table table, PrintStream out) {
            List<Map<String, @Nullable String>> rows = new ArrayList<>();
            for (List<@Nullable String> row : table.rows()) {
                Map<String, @Nullable String> named = new LinkedHashMap<>();
                for (int i = 0; i < row.size(); i++) {
                    named.put(table.columns().get(i), row.get(i));
                }
                rows.add(named);
            }
            out.println(JsonMapper.builder()
                    .build()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(rows));
        }
    };

    private static final int WIDEST = 60;

    abstract void print(Table table, PrintStream out);

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
