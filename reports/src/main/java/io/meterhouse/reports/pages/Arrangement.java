package io.meterhouse.reports.pages;

import io.meterhouse.reports.pages.ColumnLayout.Span;
import java.util.List;
import java.util.Objects;
import net.sf.jasperreports.engine.JRPrintElement;
import net.sf.jasperreports.engine.JRPrintFrame;
import net.sf.jasperreports.engine.JRPrintPage;
import net.sf.jasperreports.engine.JasperPrint;

/**
 * Puts cells, bars and tiles where they belong. The template says what a cell looks like and has them all one over the other, because a
 * place in a template is fixed when that is compiled.
 *
 * @param layouts of the tables, in their order
 */
record Arrangement(List<ColumnLayout> layouts) {

    /** On frames of table rows: the table, and how far the bar is filled. Only properties of export reach the filled pages. */
    private static final String TABLE = "net.sf.jasperreports.export.meterhouse.table";

    private static final String FILLED = "net.sf.jasperreports.export.meterhouse.filled";
    private static final String TILES = "net.sf.jasperreports.export.meterhouse.tiles";
    private static final int LINE_WIDTH = 539;
    private static final int TILE_GAP = 9;
    private static final int TILE_PADDING = 11;
    private static final int ROUND_CORNERS = 6;

    static int tileWidth(int tiles) {
        return (LINE_WIDTH - TILE_GAP * (tiles - 1)) / tiles;
    }

    void arrange(JasperPrint print) {
        for (JRPrintPage page : print.getPages()) {
            for (JRPrintElement element : page.getElements()) {
                if (element instanceof JRPrintFrame frame && frame.hasProperties()) {
                    arrange(frame);
                }
            }
        }
    }

    private void arrange(JRPrintFrame frame) {
        String table = frame.getPropertiesMap().getProperty(TABLE);
        String tiles = frame.getPropertiesMap().getProperty(TILES);
        if (table != null) {
            ColumnLayout layout = layouts.get(Integer.parseInt(table));
            String filled = frame.getPropertiesMap().getProperty(FILLED);
            int barWidth = filled == null ? 0 : (int) Math.round(layout.bar().width() * Double.parseDouble(filled));
            frame.getElements().removeIf(element -> isTooShort(element, layout, barWidth));
            for (JRPrintElement element : frame.getElements()) {
                place(element, layout, barWidth);
            }
        } else if (tiles != null) {
            arrangeTiles(frame, Integer.parseInt(tiles));
        }
    }

    private static void place(JRPrintElement element, ColumnLayout layout, int barWidth) {
        String key = Objects.requireNonNullElse(element.getKey(), "");
        if (key.startsWith("cell")) {
            Span span = layout.spans().get(Integer.parseInt(key.substring("cell".length())));
            element.setX(span.x());
            element.setWidth(span.width());
        } else if (key.equals("ground")) {
            element.setX(layout.bar().x());
            element.setWidth(layout.bar().width());
        } else if (key.equals("bar")) {
            element.setX(layout.bar().x());
            element.setWidth(barWidth);
        }
    }

    /** The rounded corners of a bar that is shorter than both of them would cross each other. */
    private static boolean isTooShort(JRPrintElement element, ColumnLayout layout, int barWidth) {
        return "bar".equals(element.getKey()) && barWidth < ROUND_CORNERS
                || "ground".equals(element.getKey()) && layout.bar().width() == 0;
    }

    private static void arrangeTiles(JRPrintFrame frame, int tiles) {
        int width = tileWidth(tiles);
        for (JRPrintElement element : frame.getElements()) {
            String key = element.getKey();
            int left = Character.digit(key.charAt(key.length() - 1), 10) * (width + TILE_GAP);
            boolean isCard = key.startsWith("card");
            element.setX(isCard ? left : left + TILE_PADDING);
            element.setWidth(isCard ? width : width - TILE_PADDING - 2);
        }
    }
}
