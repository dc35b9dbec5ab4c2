package io.meterhouse.reports.pages;

import io.meterhouse.reports.document.Drawing;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Drawings as images, for mails, which show no vectors. */
public final class DrawnImage {

    private DrawnImage() {}

    /**
     * Draws on white ground.
     *
     * @param width of the drawing, in points
     * @param height of the drawing, in points
     * @param scale pixels to a point
     * @return the image as PNG
     * @throws IllegalStateException when the machine's libraries for fonts are missing
     */
    public static byte[] png(Drawing drawing, int width, int height, double scale) {
        BufferedImage image = new BufferedImage(
                (int) Math.ceil(width * scale), (int) Math.ceil(height * scale), BufferedImage.TYPE_INT_RGB);
        FontLibraries.use(() -> {
            Graphics2D graphics = image.createGraphics();
            try {
                graphics.setColor(Color.WHITE);
                graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
                graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
                graphics.setRenderingHint(
                        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
                graphics.scale(scale, scale);
                drawing.draw(graphics, width, height);
            } finally {
                graphics.dispose();
            }
        });
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", output);
        } catch (IOException cannotWrite) {
            throw new UncheckedIOException(cannotWrite);
        }
        return bytes.toByteArray();
    }
}
