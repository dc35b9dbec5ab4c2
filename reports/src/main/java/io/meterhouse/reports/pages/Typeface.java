package io.meterhouse.reports.pages;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.font.FontRenderContext;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fonts of the documents, for what Jasper does not lay out: charts, and text made fit before it is printed. */
public final class Typeface {

    private static final String HEBREW = "Noto Sans Hebrew";
    private static final String ARABIC = "Noto Sans Arabic";

    /** Height of its lines, to a point of its type. */
    private static final float ARABIC_LINE = 2.13f;

    private static final Font LATIN = load("Inter_400Regular.ttf");
    private static final Font BOLD = load("Inter_700Bold.ttf");

    /** Which fonts have what Inter has not, by the names that the templates know them by; the first that has a character prints it. */
    private static final Map<String, Font> SCRIPTS = scripts();

    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);
    private static final String NO_GLYPH = "□";
    private static final String ELLIPSIS = "…";
    private static final int LONGEST = 200;
    private static final int LONGEST_PARAGRAPH = 20_000;

    private Typeface() {}

    private static Map<String, Font> scripts() {
        Map<String, Font> scripts = new LinkedHashMap<>();
        scripts.put("Noto Sans SC", load("NotoSansSC_400Regular.ttf"));
        scripts.put(HEBREW, load("NotoSansHebrew_400Regular.ttf"));
        scripts.put(ARABIC, load("NotoSansArabic_400Regular.ttf"));
        scripts.put("Noto Emoji", load("NotoEmoji_400Regular.ttf"));
        return scripts;
    }

    /** The font of figures and labels without names. */
    public static Font latin(float size) {
        return LATIN.deriveFont(size);
    }

    /**
     * Makes foreign text fit to print: control and direction characters go, white space becomes one space, what no font can
     * show becomes a box, and text without an end is cut.
     */
    public static String printable(String text) {
        return printable(text, LONGEST);
    }

    /** The same of a sentence or two. */
    static String line(String text) {
        return printable(text, LONGEST_PARAGRAPH);
    }

    /** The same of text whose ends of lines are kept. */
    static String paragraph(String text) {
        return text.lines().map(Typeface::line).collect(Collectors.joining("\n"));
    }

    private static String printable(String text, int longest) {
        StringBuilder printable = new StringBuilder();
        text.codePoints().limit(longest).forEach(character -> {
            if (Character.isWhitespace(character) || (Character.isSpaceChar(character) && character != 0xA0)) {
                append(printable, " ");
            } else if (isShown(character)) {
                if (LATIN.canDisplay(character) || !script(character).isEmpty()) {
                    printable.appendCodePoint(character);
                } else {
                    append(printable, NO_GLYPH);
                }
            }
        });
        return printable.toString().strip();
    }

    /** Name of the font that has a character which Inter has not; empty when none has. */
    private static String script(int character) {
        for (Map.Entry<String, Font> script : SCRIPTS.entrySet()) {
            if (script.getValue().canDisplay(character)) {
                return script.getKey();
            }
        }
        return "";
    }

    /** Text for a field with markup that grows with it: escaped, and in the font that has the glyphs. */
    public static String markup(String text) {
        return inFonts(text, "");
    }

    /**
     * The same for a field that does not grow. Lines of Arabic are twice as high as its type, and what is higher than its field is not
     * printed at all: it is set smaller.
     *
     * @param size font size in points
     * @param height of the field in points
     */
    static String markup(String text, float size, int height) {
        return inFonts(
                text, String.format(Locale.ROOT, " size=\"%.1f\"", Math.min(size, height / ARABIC_LINE - 0.05f)));
    }

    private static String inFonts(String text, String arabicSize) {
        StringBuilder markup = new StringBuilder();
        String script = "";
        for (int character : text.codePoints().toArray()) {
            String needed = LATIN.canDisplay(character) ? "" : script(character);
            // A space between two words that are read from the right does not end them.
            if (character == ' ' && (script.equals(HEBREW) || script.equals(ARABIC))) {
                needed = script;
            }
            if (!needed.equals(script)) {
                markup.append(script.isEmpty() ? "" : "</style>")
                        .append(needed.isEmpty() ? "" : "<style fontName=\"" + needed + "\"")
                        .append(needed.equals(ARABIC) ? arabicSize : "")
                        .append(needed.isEmpty() ? "" : ">");
                script = needed;
            }
            switch (character) {
                case '&' -> markup.append("&amp;");
                case '<' -> markup.append("&lt;");
                case '>' -> markup.append("&gt;");
                case '"' -> markup.append("&quot;");
                default -> markup.appendCodePoint(character);
            }
        }
        return script.isEmpty() ? markup.toString() : markup.append("</style>").toString();
    }

    /**
     * Printable text no wider than a cell, ended with an ellipsis when it was longer.
     *
     * @param size font size in points
     * @param width of the cell in points
     */
    public static String fitted(String text, float size, float width) {
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

    /** The same of a name and its figure, which two spaces divide: only the name is shortened. */
    static String fittedName(String text, float size, float width) {
        int end = text.lastIndexOf("  ");
        if (end < 0) {
            return fitted(text, size, width);
        }
        String figure = "  " + printable(text.substring(end));
        return fitted(text.substring(0, end), size, width - (float) width(figure, size)) + figure;
    }

    /** How wide a line is, in points. */
    public static double width(String text, float size) {
        return width(LATIN, text, size);
    }

    static double boldWidth(String text, float size) {
        return width(BOLD, text, size);
    }

    private static double width(Font latin, String text, float size) {
        double width = 0;
        for (int character : text.codePoints().toArray()) {
            Font font = latin.canDisplay(character) ? latin : SCRIPTS.getOrDefault(script(character), latin);
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
