package io.meterhouse.reports;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A week, a row a day and a column an hour, the darker the more. Steps are equal on a logarithmic scale between the smallest and the
 * largest mean that is not zero. An hour that was never read is hatched, which is not the same as an hour in which nothing came.
 */
final class HeatMap extends Drawing {

    /**
     * An hour of the week.
     *
     * @param weekday Monday 1 to Sunday 7
     * @param hour 0 to 23
     * @param mean what came on average; null when it is not known
     */
    record Cell(int weekday, int hour, @Nullable Double mean) implements Serializable {}

    static final List<Color> STEPS = List.of(
            new Color(0xF2F4F7),
            new Color(0xD6E4FF),
            new Color(0xA9C6FE),
            new Color(0x77A3FA),
            new Color(0x4D84F3),
            new Color(0x2F6FED),
            new Color(0x1B3F8B));

    private static final long serialVersionUID = 1L;
    private static final int DAYS = 7;
    private static final int LEFT = 26;
    private static final int BOTTOM = 12;
    private static final float LABEL_SIZE = 7f;
    private static final int HOURS = 24;

    private final List<Cell> cells;
    private final List<String> weekdays;

    /**
     * Makes a picture.
     *
     * @param weekdays their names, Monday first
     */
    HeatMap(List<Cell> cells, List<String> weekdays) {
        this.cells = List.copyOf(cells);
        this.weekdays = List.copyOf(weekdays);
    }

    @Override
    void draw(Graphics2D graphics, double width, double height) {
        double cellWidth = (width - LEFT) / HOURS;
        double cellHeight = (height - BOTTOM) / DAYS;
        graphics.setFont(Typeface.latin(LABEL_SIZE));
        for (int day = 0; day < DAYS; day++) {
            graphics.setColor(Palette.LABEL);
            graphics.drawString(weekdays.get(day), 0, (float) ((day + 0.5) * cellHeight + LABEL_SIZE / 3));
            for (int hour = 0; hour < HOURS; hour++) {
                hatch(
                        graphics,
                        new Rectangle2D.Double(
                                LEFT + hour * cellWidth + 0.6,
                                day * cellHeight + 0.6,
                                cellWidth - 1.2,
                                cellHeight - 1.2));
            }
        }
        for (Cell cell : cells) {
            Double mean = cell.mean();
            if (mean != null) {
                graphics.setColor(color(mean));
                graphics.fill(new Rectangle2D.Double(
                        LEFT + cell.hour() * cellWidth + 0.6,
                        (cell.weekday() - 1) * cellHeight + 0.6,
                        cellWidth - 1.2,
                        cellHeight - 1.2));
            }
        }
        graphics.setColor(Palette.LABEL);
        for (int hour = 0; hour < HOURS; hour += 3) {
            graphics.drawString(
                    "%02d".formatted(hour), (float) (LEFT + (hour + 0.5) * cellWidth - 4), (float) (height - 2));
        }
    }

    private Color color(double mean) {
        if (mean <= 0) {
            return STEPS.get(0);
        }
        double smallest = Math.log(cells.stream()
                .map(Cell::mean)
                .filter(known -> known != null && known > 0)
                .mapToDouble(Double::doubleValue)
                .min()
                .orElse(mean));
        double largest = Math.log(largest());
        double place = largest > smallest ? (Math.log(mean) - smallest) / (largest - smallest) : 1;
        return STEPS.get(1 + (int) Math.min(STEPS.size() - 2L, Math.floor(place * (STEPS.size() - 1))));
    }

    /** The largest mean; 0 when none is known. */
    double largest() {
        return cells.stream()
                .map(Cell::mean)
                .filter(known -> known != null)
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
