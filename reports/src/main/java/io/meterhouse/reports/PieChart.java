package io.meterhouse.reports;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;

/** Shares of a whole, clockwise from the top. */
final class PieChart extends Drawing {

    private static final long serialVersionUID = 1L;

    private final double[] parts;

    /** Takes the parts, none negative; when all are 0 the pie is empty. */
    PieChart(double[] parts) {
        this.parts = parts.clone();
    }

    @Override
    void draw(Graphics2D graphics, double width, double height) {
        double diameter = Math.min(width, height) - 2;
        double left = (width - diameter) / 2;
        double top = (height - diameter) / 2;
        double whole = 0;
        for (double part : parts) {
            whole += part;
        }
        if (whole <= 0) {
            graphics.setColor(Palette.GRID);
            graphics.fill(new Ellipse2D.Double(left, top, diameter, diameter));
            return;
        }
        double start = 90;
        for (int i = 0; i < parts.length; i++) {
            double extent = -360 * parts[i] / whole;
            Arc2D slice = new Arc2D.Double(left, top, diameter, diameter, start, extent, Arc2D.PIE);
            graphics.setColor(Palette.series(i));
            graphics.fill(parts[i] == whole ? new Ellipse2D.Double(left, top, diameter, diameter) : slice);
            if (parts[i] != whole && parts[i] > 0) {
                graphics.setColor(Color.WHITE);
                graphics.setStroke(new BasicStroke(1.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
                graphics.draw(slice);
            }
            start += extent;
        }
    }
}
