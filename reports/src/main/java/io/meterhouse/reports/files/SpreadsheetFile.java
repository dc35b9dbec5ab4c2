package io.meterhouse.reports.files;

import io.meterhouse.reports.document.Column;
import io.meterhouse.reports.document.Document;
import io.meterhouse.reports.document.Kind;
import io.meterhouse.reports.document.Line;
import io.meterhouse.reports.document.Masthead;
import io.meterhouse.reports.document.Remark;
import io.meterhouse.reports.document.Table;
import io.meterhouse.reports.wording.Language;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * A document as a workbook (XLSX): a cover that says what it is, and a sheet for each table. Figures and days are such, so that a
 * spreadsheet can count with them; text is never a formula.
 */
public final class SpreadsheetFile {

    /** Characters that a cell may have. */
    static final int LONGEST_TEXT = 32_767;

    private static final int FLUSHED_ROWS = 1_000;

    private final Document document;
    private final List<String> filters;
    private final Language language;
    private final SheetNames names = new SheetNames();
    private long cutTexts;

    private SpreadsheetFile(Document document, List<String> filters) {
        this.document = document;
        this.filters = filters;
        this.language = Language.of(document.masthead().language());
    }

    /**
     * Writes every line of every table.
     *
     * @param filters what the figures are restricted to, each {@code dimension=value}
     * @throws UncheckedIOException when the file cannot be written
     */
    public static void write(Document document, List<String> filters, Path file) {
        try (OutputStream content = Files.newOutputStream(file);
                Workbook workbook = new Workbook(content, "Meterhouse", "1.0")) {
            workbook.properties().setTitle(document.masthead().title());
            new SpreadsheetFile(document, filters).write(workbook);
        } catch (IOException cannotWrite) {
            throw new UncheckedIOException(
                    "Cannot write %s: %s".formatted(file, cannotWrite.getMessage()), cannotWrite);
        }
    }

    private void write(Workbook workbook) throws IOException {
        Worksheet cover = workbook.newWorksheet(names.give("Report"));
        cover.width(0, 24);
        cover.width(1, 60);
        cover.width(2, 12);
        cover.width(3, 60);
        int row = masthead(cover) + 1;
        for (int i = 0; i < 4; i++) {
            String key = List.of("cover.sheet", "cover.table", "cover.rows", "cover.source")
                    .get(i);
            cover.inlineString(row, i, language.text(key));
            cover.style(row, i).bold().set();
        }
        for (Table table : document.tables()) {
            row++;
            String name = names.give(table.name());
            sheet(workbook.newWorksheet(name), table);
            cover.inlineString(row, 0, name);
            cover.inlineString(row, 1, text(table.title()));
            cover.value(row, 2, table.lines().size());
            cover.style(row, 2).format(CellFormat.of(Kind.COUNT)).set();
            cover.inlineString(row, 3, text(table.call()));
        }
        if (cutTexts > 0) {
            cover.inlineString(row + 2, 0, language.counted("cover.cut-texts", cutTexts));
        }
    }

    /** Returns the first row that is free. */
    private int masthead(Worksheet cover) {
        Masthead masthead = document.masthead();
        cover.inlineString(0, 0, text(masthead.title()));
        cover.style(0, 0).bold().fontSize(16).set();
        int row = 2;
        row = fact(cover, row, "cover.finality", language.text("finality." + masthead.finality()));
        cover.style(row - 1, 1).bold().set();
        row = fact(cover, row, "cover.period", language.range(masthead.from(), masthead.to()));
        row = fact(cover, row, "cover.audience", masthead.audience());
        row = fact(cover, row, "cover.filters", filters.isEmpty() ? Language.UNKNOWN : String.join(", ", filters));
        row = fact(cover, row, "cover.generated", language.moment(masthead.generatedAt()));
        row = fact(cover, row, "cover.snapshot", masthead.snapshotId());
        row = fact(cover, row, "cover.run", masthead.runId());
        for (Remark remark : masthead.status()) {
            row = fact(cover, row, "cover.status", remark.text());
        }
        return row;
    }

    private int fact(Worksheet cover, int row, String key, String value) {
        cover.inlineString(row, 0, language.text(key));
        cover.inlineString(row, 1, text(value));
        return row + 1;
    }

    private void sheet(Worksheet sheet, Table table) throws IOException {
        List<Column> columns = table.columns();
        for (int i = 0; i < columns.size(); i++) {
            sheet.inlineString(0, i, columns.get(i).header());
            sheet.style(0, i).bold().set();
            sheet.width(i, CellFormat.width(columns.get(i).kind()));
        }
        sheet.freezePane(0, 1);
        sheet.setAutoFilter(0, 0, table.lines().size(), columns.size() - 1);
        int row = 0;
        for (Line line : table.lines()) {
            row++;
            for (int i = 0; i < columns.size(); i++) {
                cell(sheet, row, i, columns.get(i).kind(), line.cells().get(i));
            }
            if (row % FLUSHED_ROWS == 0) {
                sheet.flush();
            }
        }
        sheet.finish();
    }

    private void cell(Worksheet sheet, int row, int column, Kind kind, @Nullable Object value) {
        if (value == null) {
            return;
        }
        switch (kind) {
            case TEXT -> sheet.inlineString(row, column, text((String) value));
            case FLAG -> sheet.value(row, column, (Boolean) value);
            case DAY -> sheet.value(row, column, (LocalDate) value);
            case MOMENT -> sheet.value(row, column, (LocalDateTime) value);
            case COUNT -> sheet.value(row, column, (Long) value);
            case MONEY, UNIT_PRICE, SHARE, RATE, CHANGE, NUMBER, DURATION ->
                sheet.value(row, column, (BigDecimal) value);
        }
        if (kind != Kind.TEXT && kind != Kind.FLAG) {
            sheet.style(row, column).format(CellFormat.of(kind)).set();
        }
    }

    private String text(String text) {
        if (text.length() <= LONGEST_TEXT) {
            return text;
        }
        cutTexts++;
        return text.substring(0, LONGEST_TEXT - 1) + "…";
    }
}
