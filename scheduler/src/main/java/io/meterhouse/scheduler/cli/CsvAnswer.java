package io.meterhouse.scheduler.cli;

import io.meterhouse.warehouse.Answer;
import io.meterhouse.warehouse.Table;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** Prints an answer as RFC 4180 says, a row at a time. */
final class CsvAnswer implements Answer {

    private final PrintStream out;

    CsvAnswer(PrintStream out) {
        this.out = out;
    }

    @Override
    public void columns(List<String> names) {
        print(names);
    }

    @Override
    public void row(List<@Nullable Object> values) {
        print(values.stream().map(Table::text).toList());
    }

    @SuppressWarnings("resource") // closing the printer would close standard output
    private void print(List<? extends @Nullable Object> values) {
        try {
            new CSVPrinter(out, CSVFormat.RFC4180).printRecord(values);
        } catch (IOException cannotPrint) {
            throw new UncheckedIOException("Cannot print the answer", cannotPrint);
        }
    }
}
