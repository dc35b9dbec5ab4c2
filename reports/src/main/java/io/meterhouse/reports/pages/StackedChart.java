package io.meterhouse.reports.pages;

import io.meterhouse.reports.document.Drawing;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;

/**
 * Amounts stacked over time, as areas or as bars. A time that is not known is a hatched gap, never a zero; an area never
 * reaches across one, and a day with an amount below zero is a bar.
 */
public final class StackedChart implements Drawing {

    /**
     * A day or week.
     *
     * @param label under the axis
     * @param isKnown whether its amounts are known at all
     * @param amounts of each named series from the bottom up, then of all others
     */
    public record Column(String label, boolean isKnown, List<Double> amounts) {

        double top() {
            return top(amounts.size());
        }

        /** Amounts above zero stand on each other; those below, which are corrections, hang from it. */
        double top(int seriesCount) {
            return amounts.stream()
                    .limit(seriesCount)
                    .mapToDouble(amount -> Math.max(0, amount))
                    .sum();
        }

        double bottom() {
            return bottom(amounts.size());
        }

        double bottom(int seriesCount) {
            return amounts.stream()
                    .limit(seriesCount)
                    .mapToDouble(amount -> Math.min(0, amount))
                    .sum();
        }

        boolean isBelowZero() {
            return amounts.stream().anyMatch(amount -> amount < 0);
        }
    }

    /** How amounts are shown. */
    public enum Shapes {
        AREAS,
        BARS
    }

    private static final int LEFT = 44;
    private static final int BOTTOM = 15;
    private static final int TOP = 5;
    private static final int LABEL_WIDTH = 40;
    private static final float LABEL_SIZE = 7f;
    private static final double WIDEST_BAR = 30;

    private final List<Column> columns;
    private final Shapes shapes;
    private final PrintedFigures figures;

    /**
     * Makes a chart.
     *
     * @param columns in their order
     * @param language whose marks separate the digits of the axis
     */
    public StackedChart(List<Column> columns, Shapes shapes, Locale language) {
        this.columns = List.copyOf(columns);
        this.shapes = shapes;
        this.figures = new PrintedFigures(language);
    }

    @Override
    public void draw(Graphics2D graphics, double width, double height) {
        List<Column> known = columns.stream().filter(Column::isKnown).toList();
        ValueAxis axis = ValueAxis.reaching(
                known.stream().mapToDouble(Column::bottom).min().orElse(0),
                known.stream().mapToDouble(Column::top).max().orElse(0));
        Plot plot = new Plot(LEFT, TOP, width - LEFT, height - TOP - BOTTOM, axis, columns.size());
        graphics.setFont(Typeface.latin(LABEL_SIZE));
        for (int i = 0; i <= axis.lines(); i++) {
            double y = plot.y(axis.amount(i));
            graphics.setColor(Palette.GRID);
            graphics.setStroke(new BasicStroke(0.6f));
            graphics.draw(new Line2D.Double(plot.left, y, plot.left + plot.width, y));
            ValueAxis.label(graphics, figures.dollars(axis.rounded(i)), LEFT - 6, y + 2.5, 1);
        }
        for (int i = 0; i < columns.size(); i++) {
            if (!columns.get(i).isKnown()) {
                hatch(graphics, plot, i);
            }
        }
        for (int series = Palette.SERIES_COUNT; series >= 0; series--) {
            graphics.setColor(Palette.series(series));
            drawSeries(graphics, plot, series);
        }
        int every = (int) Math.max(1, Math.ceil(columns.size() * LABEL_WIDTH / plot.width));
        for (int i = every / 2; i < columns.size(); i += every) {
            ValueAxis.label(graphics, columns.get(i).label(), plot.center(i), height - 3, 0.5);
        }
    }

    private void drawSeries(Graphics2D graphics, Plot plot, int series) {
        int i = 0;
        while (i < columns.size()) {
            if (!columns.get(i).isKnown()) {
                i++;
                continue;
            }
            int end = i + 1;
            while (shapes == Shapes.AREAS
                    && !columns.get(i).isBelowZero()
                    && end < columns.size()
                    && columns.get(end).isKnown()
                    && !columns.get(end).isBelowZero()) {
                end++;
            }
            if (end - i > 1) {
                graphics.fill(area(plot, series, i, end));
            } else {
                bar(graphics, plot, series, i);
            }
            i = end;
        }
    }

    /** Areas reach down to the axis and are drawn from the top series down, so that no hairline shows between two. */
    private Shape area(Plot plot, int series, int from, int end) {
        Path2D area = new Path2D.Double();
        area.moveTo(plot.center(from), plot.y(0));
        for (int i = from; i < end; i++) {
            area.lineTo(plot.center(i), plot.y(columns.get(i).top(series + 1)));
        }
        area.lineTo(plot.center(end - 1), plot.y(0));
        area.closePath();
        return area;
    }

    private void bar(Graphics2D graphics, Plot plot, int series, int index) {
        double barWidth = Math.min(WIDEST_BAR, plot.slot() * 0.6);
        Column column = columns.get(index);
        double top = plot.y(column.top(series + 1));
        double bottom = plot.y(column.bottom(series + 1));
        graphics.fill(new Rectangle2D.Double(plot.center(index) - barWidth / 2, top, barWidth, bottom - top));
    }

    private static void hatch(Graphics2D graphics, Plot plot, int index) {
        Shape before = graphics.getClip();
        double left = plot.left + index * plot.slot();
        Rectangle2D gap = new Rectangle2D.Double(left, plot.top, plot.slot(), plot.height);
        graphics.setColor(new Color(0xF2F4F7));
        graphics.fill(gap);
        graphics.clip(gap);
        graphics.setColor(new Color(0xC0C6D1));
        graphics.setStroke(new BasicStroke(0.6f));
        // One grid of lines for the whole plot, so that neighbouring gaps join.
        for (double x = plot.left - plot.height; x < left + plot.slot(); x += 5) {
            graphics.draw(new Line2D.Double(x, plot.top + plot.height, x + plot.height, plot.top));
        }
        graphics.setClip(before);
    }

    /** Where figures lie in the picture. */
    private record Plot(double left, double top, double width, double height, ValueAxis axis, int columnCount) {

        double slot() {
            return width / columnCount;
        }

        double center(int column) {
            return left + (column + 0.5) * slot();
        }

        double y(double amount) {
            return top + height * (axis.last() - amount) / (axis.last() - axis.first());
        }
    }
}
