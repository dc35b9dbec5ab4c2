package io.meterhouse.reports.pages;

import io.meterhouse.reports.document.Drawing;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Cost as bars, on the axis at the left, and requests as a line, on the axis at the right. What is not known is neither. */
public final class TwoAxisChart implements Drawing {

    /**
     * A day, week or month.
     *
     * @param label under the axis
     * @param cost in US dollars; null when it is not known
     * @param requests their number; null when it is not known
     */
    public record Column(
            String label, @Nullable Double cost, @Nullable Long requests) {}

    /** Of the bars. */
    public static final Color COST = Palette.series(0);

    /** Of the line. */
    public static final Color REQUESTS = new Color(0xB54708);

    private static final int LEFT = 56;
    private static final int RIGHT = 54;
    private static final int TOP = 5;
    private static final int BOTTOM = 15;
    private static final int LABEL_WIDTH = 40;
    private static final float LABEL_SIZE = 7f;
    private static final double WIDEST_BAR = 26;

    private final List<Column> columns;
    private final String costTitle;
    private final String requestsTitle;
    private final PrintedFigures figures;

    /**
     * Makes a chart.
     *
     * @param costTitle beside the left axis
     * @param requestsTitle beside the right axis
     * @param language whose marks separate the digits of the axes
     */
    public TwoAxisChart(List<Column> columns, String costTitle, String requestsTitle, Locale language) {
        this.columns = List.copyOf(columns);
        this.costTitle = costTitle;
        this.requestsTitle = requestsTitle;
        this.figures = new PrintedFigures(language);
    }

    @Override
    public void draw(Graphics2D graphics, double width, double height) {
        double lowest = 0;
        double highest = 0;
        long most = 0;
        for (Column column : columns) {
            lowest = Math.min(lowest, column.cost() == null ? 0 : column.cost());
            highest = Math.max(highest, column.cost() == null ? 0 : column.cost());
            most = Math.max(most, column.requests() == null ? 0 : column.requests());
        }
        ValueAxis costs = ValueAxis.reaching(lowest, highest);
        ValueAxis counts = ValueAxis.ofCounts(most);
        Rectangle2D plot = new Rectangle2D.Double(LEFT, TOP, width - LEFT - RIGHT, height - TOP - BOTTOM);
        graphics.setFont(Typeface.latin(LABEL_SIZE));
        graphics.setStroke(new BasicStroke(0.6f));
        for (int i = 0; i <= costs.lines(); i++) {
            double y = y(plot, costs, costs.amount(i));
            graphics.setColor(Palette.GRID);
            graphics.draw(new Line2D.Double(plot.getX(), y, plot.getMaxX(), y));
            ValueAxis.label(graphics, figures.dollars(costs.rounded(i)), LEFT - 6, y + 2.5, 1);
        }
        for (int i = 0; i <= counts.lines(); i++) {
            ValueAxis.label(
                    graphics,
                    figures.amount(counts.rounded(i)),
                    plot.getMaxX() + 6,
                    y(plot, counts, counts.amount(i)) + 2.5,
                    0);
        }
        ValueAxis.upright(graphics, costTitle, LABEL_SIZE, plot.getCenterY());
        ValueAxis.upright(graphics, requestsTitle, width - 2, plot.getCenterY());
        bars(graphics, plot, costs);
        line(graphics, plot, counts);
        int every = (int) Math.max(1, Math.ceil(columns.size() * LABEL_WIDTH / plot.getWidth()));
        for (int i = every / 2; i < columns.size(); i += every) {
            ValueAxis.label(graphics, columns.get(i).label(), x(plot, i), height - 3, 0.5);
        }
    }

    private void bars(Graphics2D graphics, Rectangle2D plot, ValueAxis axis) {
        double barWidth = Math.min(WIDEST_BAR, plot.getWidth() / Math.max(1, columns.size()) * 0.6);
        graphics.setColor(COST);
        for (int i = 0; i < columns.size(); i++) {
            Double cost = columns.get(i).cost();
            if (cost != null) {
                double top = y(plot, axis, Math.max(0, cost));
                double bottom = y(plot, axis, Math.min(0, cost));
                graphics.fill(new Rectangle2D.Double(x(plot, i) - barWidth / 2, top, barWidth, bottom - top));
            }
        }
    }

    private void line(Graphics2D graphics, Rectangle2D plot, ValueAxis axis) {
        graphics.setColor(REQUESTS);
        graphics.setStroke(new BasicStroke(1.4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        for (int i = 0; i < columns.size(); i++) {
            Long requests = columns.get(i).requests();
            if (requests == null) {
                continue;
            }
            double y = y(plot, axis, requests);
            graphics.fill(new Ellipse2D.Double(x(plot, i) - 1.6, y - 1.6, 3.2, 3.2));
            Long next = i + 1 < columns.size() ? columns.get(i + 1).requests() : null;
            if (next != null) {
                graphics.draw(new Line2D.Double(x(plot, i), y, x(plot, i + 1), y(plot, axis, next)));
            }
        }
    }

    private double x(Rectangle2D plot, int column) {
        return plot.getX() + (column + 0.5) * plot.getWidth() / columns.size();
    }

    private static double y(Rectangle2D plot, ValueAxis axis, double amount) {
        return plot.getMaxY() - plot.getHeight() * (amount - axis.first()) / (axis.last() - axis.first());
    }
}
