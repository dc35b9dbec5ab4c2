package io.meterhouse.reports.pages;

import java.awt.Color;
import java.util.List;
import java.util.Locale;

/** Colours with a meaning that depends on figures; all others are in {@code styles.jrtx}. */
public final class Palette {

    public static final Color GRID = new Color(0xE4E7EC);
    public static final Color LABEL = new Color(0x5D6778);
    public static final Color GOOD = new Color(0x067647);
    public static final Color BAD = new Color(0xB42318);
    public static final Color WARNING = new Color(0xB54708);

    private static final List<Color> SERIES = List.of(
            new Color(0x2F6FED), new Color(0x14B8A6), new Color(0xF59E0B), new Color(0x8B5CF6), new Color(0xEF6A5B));
    private static final Color OTHERS = new Color(0x94A3B8);

    /** Members that a chart can tell apart; all others are one series more. */
    public static final int SERIES_COUNT = SERIES.size();

    /** Usage that belongs to nobody. */
    public static final Color UNASSIGNED = new Color(0xCBD5E1);

    private Palette() {}

    /** The colour of a series counted from 0; after the named ones that of all others. */
    public static Color series(int index) {
        return index < SERIES_COUNT ? SERIES.get(index) : OTHERS;
    }

    /** The colour that goes with a sign, which tells the same to who does not see it; of any other text that of what stands aside. */
    static Color ofSign(String text) {
        return switch (text) {
            case "✓" -> GOOD;
            case "⚠" -> WARNING;
            case "✗" -> BAD;
            default -> LABEL;
        };
    }

    /** Text in a colour, for a field with markup; the text is markup already. */
    public static String colored(Color color, String markup) {
        return "<style forecolor=\"#%s\">%s</style>".formatted(hex(color), markup);
    }

    /** Six hexadecimal digits, without a sign before them. */
    public static String hex(Color color) {
        return String.format(Locale.ROOT, "%06X", color.getRGB() & 0xFFFFFF);
    }
}
