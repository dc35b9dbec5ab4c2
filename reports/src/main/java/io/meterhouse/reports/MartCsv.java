package io.meterhouse.reports;

import io.meterhouse.warehouse.Answer;
import io.meterhouse.warehouse.SnapshotReader;
import io.meterhouse.warehouse.Table;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** The answer of a mart as CSV, under the mart's own column names: RFC 4180, UTF-8, numbers plain whatever the locale. */
final class MartCsv {

    private MartCsv() {}

    /** Writes the rows as they arrive. */
    static void write(SnapshotReader snapshot, String sql, List<?> arguments, Path file) {
        try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
                CSVPrinter printer = new CSVPrinter(writer, CSVFormat.RFC4180)) {
            snapshot.stream(
                    sql,
                    new Answer() {
                        @Override
                        public void columns(List<String> names) {
                            print(printer, names);
                        }

                        @Override
                        public void row(List<@Nullable Object> values) {
                            print(printer, values.stream().map(MartCsv::cell).toList());
                        }
                    },
                    arguments);
        } catch (IOException | UncheckedIOException cannotWrite) {
            throw new UncheckedIOException(
                    "Cannot write %s: %s".formatted(file, cannotWrite.getMessage()), new IOException(cannotWrite));
        }
    }

    private static @Nullable String cell(@Nullable Object value) {
        String text = Table.text(value);
        return value instanceof String && text != null ? SpreadsheetText.harmless(text) : text;
    }

    private static void print(CSVPrinter printer, List<? extends @Nullable Object> values) {
        try {
            printer.printRecord(values);
        } catch (IOException cannotWrite) {
            throw new UncheckedIOException(cannotWrite);
        }
    }
}
