package io.meterhouse.reports.pages;

import io.meterhouse.reports.document.Drawing;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.util.List;

/** Shares of a whole, clockwise from the top. */
public final class PieChart implements Drawing {

    /**
     * A part of the whole.
     *
     * @param amount not negative
     * @param color of its slice
     */
    public record Part(double amount, Color color) {}

    private final List<Part> parts;

    /** Takes the parts; when all are 0 the pie is empty. */
    public PieChart(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    @Override
    public void draw(Graphics2D graphics, double width, double height) {
        double diameter = Math.min(width, height) - 2;
        double left = (width - diameter) / 2;
        double top = (height - diameter) / 2;
        double whole = parts.stream().mapToDouble(Part::amount).sum();
        if (whole <= 0) {
            graphics.setColor(Palette.GRID);
            graphics.fill(new Ellipse2D.Double(left, top, diameter, diameter));
            return;
        }
        double start = 90;
        for (Part part : parts) {
            double extent = -360 * part.amount() / whole;
            Arc2D slice = new Arc2D.Double(left, top, diameter, diameter, start, extent, Arc2D.PIE);
            graphics.setColor(part.color());
            graphics.fill(part.amount() == whole ? new Ellipse2D.Double(left, top, diameter, diameter) : slice);
            if (part.amount() != whole && part.amount() > 0) {
                graphics.setColor(Color.WHITE);
                graphics.setStroke(new BasicStroke(1.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
                graphics.draw(slice);
            }
            start += extent;
        }
    }
}
