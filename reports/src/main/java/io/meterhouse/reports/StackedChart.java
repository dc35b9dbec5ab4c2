package io.meterhouse.reports;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * Amounts stacked over time, as areas or as bars. A time that is not known is a hatched gap, never a zero; an area never
 * reaches across one.
 */
final class StackedChart extends Drawing {

    /**
     * A day or week.
     *
     * @param label under the axis
     * @param isKnown whether its amounts are known at all
     * @param amounts of each named series from the bottom up, then of all others
     */
    record Column(String label, boolean isKnown, List<Double> amounts) implements Serializable {

        double top() {
            return top(amounts.size());
        }

        double top(int seriesCount) {
            double top = 0;
            for (int i = 0; i < seriesCount; i++) {
                top += amounts.get(i);
            }
            return top;
        }
    }

    /** How amounts are shown. */
    enum Shapes {
        AREAS,
        BARS
    }

    private static final long serialVersionUID = 1L;
    private static final int LEFT = 44;
    private static final int BOTTOM = 15;
    private static final int TOP = 5;
    private static final int LABEL_WIDTH = 40;
    private static final float LABEL_SIZE = 7f;
    private static final double WIDEST_BAR = 30;
    private static final double[] STEPS = {1, 2, 2.5, 5, 10};

    private final List<Column> columns;
    private final Shapes shapes;

    StackedChart(List<Column> columns, Shapes shapes) {
        this.columns = List.copyOf(columns);
        this.shapes = shapes;
    }

    @Override
    void draw(Graphics2D graphics, double width, double height) {
        double highest = columns.stream()
                .filter(Column::isKnown)
                .mapToDouble(Column::top)
                .max()
                .orElse(0);
        double step = step(highest);
        int lines = Math.max(1, (int) Math.ceil(highest / step - 1e-9));
        Plot plot = new Plot(LEFT, TOP, width - LEFT, height - TOP - BOTTOM, step * lines, columns.size());
        graphics.setFont(Typeface.latin(LABEL_SIZE));
        for (int i = 0; i <= lines; i++) {
            double y = plot.y(i * step);
            graphics.setColor(Palette.GRID);
            graphics.setStroke(new BasicStroke(0.6f));
            graphics.draw(new Line2D.Double(plot.left, y, plot.left + plot.width, y));
            text(graphics, dollars(i * step, step), LEFT - 6, y + 2.5, 1);
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
            text(graphics, columns.get(i).label(), plot.center(i), height - 3, 0.5);
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
                    && end < columns.size()
                    && columns.get(end).isKnown()) {
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
        double y = plot.y(columns.get(index).top(series + 1));
        graphics.fill(new Rectangle2D.Double(plot.center(index) - barWidth / 2, y, barWidth, plot.y(0) - y));
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

    private static void text(Graphics2D graphics, String text, double x, double y, double anchor) {
        Font font = graphics.getFont();
        double width =
                font.getStringBounds(text, graphics.getFontRenderContext()).getWidth();
        graphics.setColor(Palette.LABEL);
        graphics.drawString(text, (float) (x - anchor * width), (float) y);
    }

    private static double step(double highest) {
        if (highest <= 0) {
            return 1;
        }
        double rough = highest / 4;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        for (double step : STEPS) {
            if (step * power >= rough) {
                return step * power;
            }
        }
        return 10 * power;
    }

    private static String dollars(double amount, double step) {
        int decimals = step >= 1 && step == Math.rint(step) ? 0 : (int) Math.max(2, 1 + Math.ceil(-Math.log10(step)));
        return "$" + Wording.amount(BigDecimal.valueOf(amount).setScale(decimals, RoundingMode.HALF_UP));
    }

    /** Where figures lie in the picture. */
    private record Plot(double left, double top, double width, double height, double highest, int columnCount) {

        double slot() {
            return width / columnCount;
        }

        double center(int column) {
            return left + (column + 0.5) * slot();
        }

        double y(double amount) {
            return top + height * (1 - amount / highest);
        }
    }
}
