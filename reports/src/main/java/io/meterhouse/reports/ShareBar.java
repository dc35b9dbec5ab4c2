package io.meterhouse.reports;

import io.meterhouse.reports.document.Drawing;
import io.meterhouse.reports.pages.Palette;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.RoundRectangle2D;

/** A rounded bar, filled as far as a member's share goes beside the largest share of its table. */
final class ShareBar implements Drawing {

    private final double filled;
    private final Color color;

    /** Takes the part to fill, 0 to 1. */
    ShareBar(double filled) {
        this(filled, Palette.series(0));
    }

    /** Takes the part to fill, 0 to 1, and its colour. */
    ShareBar(double filled, Color color) {
        this.filled = filled;
        this.color = color;
    }

    @Override
    public void draw(Graphics2D graphics, double width, double height) {
        graphics.setColor(Palette.GRID);
        graphics.fill(new RoundRectangle2D.Double(0, 0, width, height, height, height));
        if (filled > 0) {
            graphics.setColor(color);
            graphics.fill(new RoundRectangle2D.Double(0, 0, Math.max(height, filled * width), height, height, height));
        }
    }
}
