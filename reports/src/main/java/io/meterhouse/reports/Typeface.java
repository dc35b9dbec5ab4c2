package io.meterhouse.reports;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.font.FontRenderContext;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The fonts of the documents, for what Jasper does not lay out: charts, and text made fit before it is printed. */
final class Typeface {

    private static final Font LATIN = load("Inter_400Regular.ttf");
    private static final Font HAN = load("NotoSansSC_400Regular.ttf");
    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);
    private static final String NO_GLYPH = "□";
    private static final String ELLIPSIS = "…";
    private static final int LONGEST = 200;

    private Typeface() {}

    /** The font of figures and labels without names. */
    static Font latin(float size) {
        return LATIN.deriveFont(size);
    }

    /**
     * Makes foreign text fit to print: control and direction characters go, white space becomes one space, what no font can
     * show becomes a box, and text without an end is cut.
     */
    static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(character -> {
            if (Character.isWhitespace(character) || Character.isSpaceChar(character)) {
                append(printable, " ");
            } else if (isShown(character)) {
                if (LATIN.canDisplay(character) || HAN.canDisplay(character)) {
                    printable.appendCodePoint(character);
                } else {
                    append(printable, NO_GLYPH);
                }
            }
        });
        return printable.toString().strip();
    }

    /** Text for a field with markup: escaped, and in the font that has the glyphs. */
    static String markup(String text) {
        StringBuilder markup = new StringBuilder();
        boolean isHan = false;
        for (int character : text.codePoints().toArray()) {
            boolean needsHan = !LATIN.canDisplay(character);
            if (needsHan != isHan) {
                markup.append(needsHan ? "<style fontName=\"Noto Sans SC\">" : "</style>");
                isHan = needsHan;
            }
            switch (character) {
                case '&' -> markup.append("&amp;");
                case '<' -> markup.append("&lt;");
                case '>' -> markup.append("&gt;");
                case '"' -> markup.append("&quot;");
                default -> markup.appendCodePoint(character);
            }
        }
        return isHan ? markup.append("</style>").toString() : markup.toString();
    }

    /**
     * Printable text no wider than a cell, ended with an ellipsis when it was longer.
     *
     * @param size font size in points
     * @param width of the cell in points
     */
    static String fitted(String text, float size, float width) {
        String printable = printable(text);
        if (width(printable, size) <= width) {
            return printable;
        }
        int length = printable.length();
        while (length > 0 && width(printable.substring(0, length).strip() + ELLIPSIS, size) > width) {
            length = printable.offsetByCodePoints(length, -1);
        }
        return printable.substring(0, length).strip() + ELLIPSIS;
    }

    static double width(String text, float size) {
        double width = 0;
        for (int character : text.codePoints().toArray()) {
            Font font = LATIN.canDisplay(character) ? LATIN : HAN;
            width += font.deriveFont(size)
                    .getStringBounds(Character.toString(character), CONTEXT)
                    .getWidth();
        }
        return width;
    }

    private static boolean isShown(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> false;
            default -> character < 0xFE00 || character > 0xFE0F;
        };
    }

    private static void append(StringBuilder text, String once) {
        if (!text.toString().endsWith(once)) {
            text.append(once);
        }
    }

    private static Font load(String file) {
        try (@Nullable InputStream content = Typeface.class.getResourceAsStream("/reports/fonts/" + file)) {
            if (content == null) {
                throw new FileNotFoundException("There is no font " + file + " on the class path");
            }
            return Font.createFont(Font.TRUETYPE_FONT, content);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (FontFormatException broken) {
            throw new IllegalStateException("The font " + file + " is broken: " + broken.getMessage(), broken);
        }
    }
}
