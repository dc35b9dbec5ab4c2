package io.meterhouse.reports.files;

import io.meterhouse.reports.document.Column;
import io.meterhouse.reports.document.Kind;
import io.meterhouse.reports.document.Line;
import io.meterhouse.reports.document.Table;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** A table as CSV: RFC 4180, UTF-8, figures plain whatever the language, and no text that a spreadsheet would run. */
public final class CsvFile {

    private static final int MONEY_DECIMALS = 4;
    private static final char MARK = '\uFEFF';
    private static final DateTimeFormatter MOMENT = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT);

    private CsvFile() {}

    /**
     * Writes every line of a table.
     *
     * @throws UncheckedIOException when the file cannot be written
     */
    public static void write(Table table, ByteOrderMark mark, Path file) {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader(table.columns().stream().map(Column::header).toArray(String[]::new))
                .get();
        try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            if (mark == ByteOrderMark.ON) {
                writer.write(MARK);
            }
            CSVPrinter printer = new CSVPrinter(writer, format);
            for (Line line : table.lines()) {
                for (int i = 0; i < table.columns().size(); i++) {
                    printer.print(
                            text(table.columns().get(i).kind(), line.cells().get(i)));
                }
                printer.println();
            }
            printer.flush();
        } catch (IOException cannotWrite) {
            throw new UncheckedIOException(
                    "Cannot write %s: %s".formatted(file, cannotWrite.getMessage()), cannotWrite);
        }
    }

    private static @Nullable String text(Kind kind, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (kind) {
            case TEXT -> SpreadsheetText.harmless((String) value);
            case MONEY -> money((BigDecimal) value);
            case UNIT_PRICE, SHARE, RATE, CHANGE, NUMBER, DURATION -> ((BigDecimal) value).toPlainString();
            case MOMENT -> MOMENT.format((LocalDateTime) value);
            case COUNT, DAY, FLAG -> value.toString();
        };
    }

    /** Nothing is rounded: four decimals, and as many more as the amount has. */
    private static String money(BigDecimal amount) {
        BigDecimal exact = amount.stripTrailingZeros();
        return exact.setScale(Math.max(exact.scale(), MONEY_DECIMALS)).toPlainString();
    }
}
