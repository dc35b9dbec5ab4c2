package io.meterhouse.reports.pages;

import io.meterhouse.reports.document.Column;
import io.meterhouse.reports.document.Kind;
import io.meterhouse.reports.document.Line;
import io.meterhouse.reports.document.Table;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A table as lines of text whose printed parts add up to the printed total: a named row prints its own amount, the line of all others
 * takes what rounding leaves. Of the shares the largest remainders do.
 */
final class PrintedTable {

    /** What a line stands for. */
    enum Standing {
        NAMED,
        OTHERS,
        TOTAL,
        NOTE
    }

    /**
     * A line as it is printed.
     *
     * @param cells one a printed column; of a note only the first
     * @param filled how far its bar is filled, 0 to 1; null when it has none
     */
    record PrintedLine(
            Standing standing, List<String> cells, @Nullable Double filled) {}

    /** A column of this name holds the rank of a row and stands before the one that names it. */
    private static final String POSITION = "position";

    private final Table table;
    private final PageWords words;
    private final PrintedFigures figures;
    private final int[] printed;
    private final int naming;
    private final int barred;

    PrintedTable(Table table, PageWords words) {
        this.table = table;
        this.words = words;
        this.figures = words.figures();
        this.printed = IntStream.range(0, table.columns().size())
                .filter(i -> table.columns().get(i).place() == Column.Place.PRINTED)
                .toArray();
        this.naming = printed.length > 1 && column(printed[0]).name().equals(POSITION) ? printed[1] : printed[0];
        this.barred = IntStream.of(printed)
                .filter(i -> column(i).kind() == Kind.SHARE)
                .findFirst()
                .orElse(-1);
    }

    List<Column> columns() {
        return IntStream.of(printed).mapToObj(this::column).toList();
    }

    /** Which of the printed columns has a bar; -1 when none has. */
    int barredColumn() {
        return columns().indexOf(barred < 0 ? null : column(barred));
    }

    /** The call of the mart, and how much of its answer is printed. */
    String note() {
        long all = table.lines().size() + table.omitted();
        return all <= table.listed() ? table.call() : table.call() + "  ·  " + words.cut(table.listed(), all);
    }

    List<PrintedLine> lines() {
        if (table.lines().isEmpty()) {
            return List.of(new PrintedLine(Standing.NOTE, List.of(table.nothing()), null));
        }
        List<Line> listed =
                table.lines().subList(0, Math.min(table.listed(), table.lines().size()));
        long rest = table.lines().size() - listed.size() + table.omitted();
        Line total = table.total();
        List<List<String>> texts = new ArrayList<>();
        for (int i = 0; i < listed.size() + 2; i++) {
            texts.add(new ArrayList<>());
        }
        boolean isRounded = false;
        for (int i : printed) {
            List<String> column =
                    total == null || total.cells().get(i) == null || column(i).kind() == Kind.RATE
                            ? plain(listed, i, total)
                            : summed(listed, i, total, rest);
            for (int line = 0; line < column.size(); line++) {
                texts.get(line).add(column.get(line));
            }
            isRounded |= total != null && rest == 0 && isLeftByRounding(listed, i, total);
        }
        List<PrintedLine> lines = new ArrayList<>();
        double largest = largest(listed);
        for (int i = 0; i < listed.size(); i++) {
            lines.add(new PrintedLine(Standing.NAMED, texts.get(i), filled(listed.get(i), largest)));
        }
        if (total != null && (rest > 0 || isRounded)) {
            List<String> others = texts.get(listed.size());
            others.set(columns().indexOf(column(naming)), rest > 0 ? words.others(rest) : words.word("rounding"));
            lines.add(new PrintedLine(Standing.OTHERS, others, null));
        }
        if (total != null) {
            List<String> sums = texts.get(listed.size() + 1);
            sums.set(columns().indexOf(column(naming)), words.word("total"));
            lines.add(new PrintedLine(Standing.TOTAL, sums, null));
        }
        return lines;
    }

    /** Cells that do not add up to that of the line of totals; the rank of what has none stays empty. */
    private List<String> plain(List<Line> listed, int column, @Nullable Line total) {
        Kind kind = column(column).kind();
        Object whole = total == null ? null : total.cells().get(column);
        List<String> texts = new ArrayList<>();
        for (Line line : listed) {
            Object cell = line.cells().get(column);
            boolean isBlank =
                    cell == null && (kind == Kind.TEXT || column(column).name().equals(POSITION));
            texts.add(isBlank ? "" : figures.cell(kind, cell));
        }
        texts.add("");
        texts.add(total != null && (kind == Kind.SHARE || kind == Kind.RATE) ? figures.cell(kind, whole) : "");
        return texts;
    }

    private List<String> summed(List<Line> listed, int column, Line total, long rest) {
        Kind kind = column(column).kind();
        if (kind == Kind.SHARE) {
            return shares(listed, column, total, rest);
        }
        Object whole = Objects.requireNonNull(total.cells().get(column));
        List<String> texts = new ArrayList<>();
        BigDecimal left = rounded(kind, whole);
        boolean isWhole = true;
        for (Line line : listed) {
            Object cell = line.cells().get(column);
            texts.add(figures.cell(kind, cell));
            isWhole &= cell != null;
            left = cell == null ? left : left.subtract(rounded(kind, cell));
        }
        boolean isLeft = isWhole && kind != Kind.TEXT && (rest > 0 || left.signum() != 0);
        texts.add(isLeft ? figures.amount(left) : "");
        texts.add(figures.cell(kind, whole));
        return texts;
    }

    private List<String> shares(List<Line> listed, int column, Line total, long rest) {
        BigDecimal whole = (BigDecimal) Objects.requireNonNull(total.cells().get(column));
        List<BigDecimal> parts = new ArrayList<>();
        for (Line line : listed) {
            parts.add(Objects.requireNonNullElse((BigDecimal) line.cells().get(column), BigDecimal.ZERO));
        }
        BigDecimal left = whole.subtract(parts.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
        if (rest > 0) {
            parts.add(left);
        }
        List<BigDecimal> percents = PrintedShares.of(parts);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < listed.size(); i++) {
            texts.add(
                    listed.get(i).cells().get(column) == null
                            ? PrintedFigures.UNKNOWN
                            : figures.percentage(percents.get(i)));
        }
        texts.add(rest > 0 ? figures.percentage(percents.get(listed.size())) : "");
        texts.add(figures.percentage(PrintedFigures.percent(whole)));
        return texts;
    }

    private boolean isLeftByRounding(List<Line> listed, int column, Line total) {
        Kind kind = column(column).kind();
        Object whole = total.cells().get(column);
        if (kind != Kind.MONEY || whole == null) {
            return false;
        }
        BigDecimal left = rounded(kind, whole);
        for (Line line : listed) {
            Object cell = line.cells().get(column);
            if (cell == null) {
                return false;
            }
            left = left.subtract(rounded(kind, cell));
        }
        return left.signum() != 0;
    }

    private static BigDecimal rounded(Kind kind, Object value) {
        return switch (kind) {
            case COUNT -> BigDecimal.valueOf((Long) value);
            case MONEY, NUMBER -> PrintedFigures.cents((BigDecimal) value);
            default -> value instanceof BigDecimal number ? number : BigDecimal.ZERO;
        };
    }

    /** A part of a total is drawn beside the largest part, any other share beside all of it. */
    private double largest(List<Line> listed) {
        if (barred < 0 || table.total() == null || table.total().cells().get(barred) == null) {
            return 1;
        }
        return listed.stream()
                .map(line -> (BigDecimal) line.cells().get(barred))
                .filter(Objects::nonNull)
                .mapToDouble(BigDecimal::doubleValue)
                .max()
                .orElse(1);
    }

    private @Nullable Double filled(Line line, double largest) {
        BigDecimal share = barred < 0 ? null : (BigDecimal) line.cells().get(barred);
        if (share == null) {
            return null;
        }
        return largest > 0 ? Math.max(0, Math.min(1, share.doubleValue() / largest)) : 0;
    }

    private Column column(int index) {
        return table.columns().get(index);
    }

    /** Whether a printed column says more of what another names. */
    boolean isAside(int index) {
        Column column = columns().get(index);
        return column != column(naming)
                && (column.kind() == Kind.TEXT || column.name().equals(POSITION));
    }

    /** Whether it is the amount that a reader looks for. */
    boolean isWeighty(int index) {
        List<Column> columns = columns();
        return columns.get(index).kind() == Kind.MONEY
                && columns.subList(index + 1, columns.size()).stream().noneMatch(later -> later.kind() == Kind.MONEY);
    }

    /** Headings of the printed columns. */
    List<String> headings() {
        return columns().stream().map(Column::heading).toList();
    }

    /** Whether each printed column holds figures. */
    List<Boolean> figureColumns() {
        List<Boolean> figureColumns = new ArrayList<>();
        for (Column column : columns()) {
            figureColumns.add(column.kind().isFigure() && column != column(naming));
        }
        return Collections.unmodifiableList(figureColumns);
    }
}
