package io.meterhouse.reports.pages;

import io.meterhouse.reports.document.Drawing;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import net.sf.jasperreports.engine.JasperReportsContext;
import net.sf.jasperreports.renderers.AbstractRenderer;
import net.sf.jasperreports.renderers.Graphics2DRenderable;

/** A drawing that Jasper places and that stays lines and curves in the document. */
public final class PlacedDrawing extends AbstractRenderer implements Graphics2DRenderable {

    private static final long serialVersionUID = 1L;

    private final transient Drawing drawing;

    /** Takes what to place. */
    public PlacedDrawing(Drawing drawing) {
        this.drawing = drawing;
    }

    @Override
    public void render(JasperReportsContext context, Graphics2D graphics, Rectangle2D area) {
        AffineTransform before = graphics.getTransform();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.translate(area.getX(), area.getY());
        drawing.draw(graphics, area.getWidth(), area.getHeight());
        graphics.setTransform(before);
    }
}
