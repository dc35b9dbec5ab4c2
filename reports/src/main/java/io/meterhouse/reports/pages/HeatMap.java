package io.meterhouse.reports.pages;

import io.meterhouse.reports.document.Drawing;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A field of cells, the darker the more. Steps are equal on a logarithmic scale between the smallest and the largest value that is not
 * zero. A cell that is not known, or lies outside the range, is hatched, which is not the same as one in which nothing came.
 */
public final class HeatMap implements Drawing {

    /**
     * A cell.
     *
     * @param row from the top, counted from 0
     * @param column from the left, counted from 0
     * @param value what came; null when it is not known
     */
    public record Cell(int row, int column, @Nullable Double value) {}

    /** Nothing, then from the fewest to the most. */
    public static final List<Color> STEPS = List.of(
            new Color(0xF2F4F7),
            new Color(0xD6E4FF),
            new Color(0xA9C6FE),
            new Color(0x77A3FA),
            new Color(0x4D84F3),
            new Color(0x2F6FED),
            new Color(0x1B3F8B));

    private static final int LEFT = 26;
    private static final int BOTTOM = 12;
    private static final float LABEL_SIZE = 7f;
    private static final int LABEL_WIDTH = 46;
    private static final int HOURS = 24;
    private static final double GAP = 0.6;

    private final List<String> rows;
    private final List<String> columns;
    private final List<Cell> cells;

    /**
     * Makes a map.
     *
     * @param rows what stands beside each row
     * @param columns what stands below each column, as far as there is room
     * @param cells in any order; what is left out is not known
     */
    public HeatMap(List<String> rows, List<String> columns, List<Cell> cells) {
        this.rows = List.copyOf(rows);
        this.columns = List.copyOf(columns);
        this.cells = List.copyOf(cells);
    }

    /** Hours, 0 to 23, of weekdays: Monday is row 0. */
    public static HeatMap ofHours(List<Cell> cells, Locale language) {
        return new HeatMap(
                weekdays(language),
                IntStream.range(0, HOURS).mapToObj("%02d"::formatted).toList(),
                cells);
    }

    /**
     * Weekdays of weeks: Monday is row 0, the first week column 0.
     *
     * @param weeks names of the weeks
     */
    public static HeatMap ofWeeks(List<String> weeks, List<Cell> cells, Locale language) {
        return new HeatMap(weekdays(language), weeks, cells);
    }

    private static List<String> weekdays(Locale language) {
        return Stream.of(DayOfWeek.values())
                .map(day -> day.getDisplayName(TextStyle.SHORT_STANDALONE, language))
                .toList();
    }

    @Override
    public void draw(Graphics2D graphics, double width, double height) {
        double cellWidth = (width - LEFT) / Math.max(1, columns.size());
        double cellHeight = (height - BOTTOM) / Math.max(1, rows.size());
        graphics.setFont(Typeface.latin(LABEL_SIZE));
        for (int row = 0; row < rows.size(); row++) {
            ValueAxis.label(graphics, rows.get(row), 0, (row + 0.5) * cellHeight + LABEL_SIZE / 3, 0);
            for (int column = 0; column < columns.size(); column++) {
                hatch(graphics, area(row, column, cellWidth, cellHeight));
            }
        }
        for (Cell cell : cells) {
            Double value = cell.value();
            if (value != null) {
                Rectangle2D area = area(cell.row(), cell.column(), cellWidth, cellHeight);
                graphics.setColor(Color.WHITE);
                graphics.fill(area);
                graphics.setColor(color(value));
                graphics.fill(area);
            }
        }
        int every = (int) Math.max(1, Math.ceil(LABEL_WIDTH / cellWidth));
        for (int column = 0; column < columns.size(); column += every) {
            ValueAxis.label(graphics, columns.get(column), LEFT + (column + 0.5) * cellWidth, height - 2, 0.5);
        }
    }

    private static Rectangle2D area(int row, int column, double width, double height) {
        return new Rectangle2D.Double(
                LEFT + column * width + GAP, row * height + GAP, width - 2 * GAP, height - 2 * GAP);
    }

    private Color color(double value) {
        if (value <= 0) {
            return STEPS.get(0);
        }
        double smallest = Math.log(cells.stream()
                .map(Cell::value)
                .filter(known -> known != null && known > 0)
                .mapToDouble(known -> Objects.requireNonNull(known))
                .min()
                .orElse(value));
        double largest = Math.log(largest());
        double place = largest > smallest ? (Math.log(value) - smallest) / (largest - smallest) : 1;
        return STEPS.get(1 + (int) Math.min(STEPS.size() - 2L, Math.floor(place * (STEPS.size() - 1))));
    }

    /** The largest value; 0 when none is known. */
    public double largest() {
        return cells.stream()
                .map(Cell::value)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
    }

    private static void hatch(Graphics2D graphics, Rectangle2D cell) {
        Shape before = graphics.getClip();
        graphics.clip(cell);
        graphics.setColor(new Color(0xC0C6D1));
        graphics.setStroke(new BasicStroke(0.5f));
        for (double x = cell.getX() - cell.getHeight(); x < cell.getMaxX(); x += 4) {
            graphics.draw(new Line2D.Double(x, cell.getMaxY(), x + cell.getHeight(), cell.getY()));
        }
        graphics.setClip(before);
    }
}
