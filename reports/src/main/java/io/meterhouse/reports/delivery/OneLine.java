package io.meterhouse.reports.delivery;

import java.util.regex.Pattern;

/** Text from outside, made fit for one line: whatever breaks, ends or hides a line, or turns what follows around, is a space. */
final class OneLine {

    private static final String CUT = "…";
    private static final Pattern BREAKING =
            Pattern.compile("[\\p{Cntrl}\\p{Zl}\\p{Zp}\\s\\u0080-\\u009f\\u202a-\\u202e\\u2066-\\u2069]+");

    private OneLine() {}

    static String of(String text) {
        return BREAKING.matcher(text).replaceAll(" ").strip();
    }

    /** At most so many characters, the last of which says that there were more. */
    static String of(String text, int most) {
        String line = of(text);
        if (line.codePointCount(0, line.length()) <= most) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, most - CUT.length()))
                        .stripTrailing()
                + CUT;
    }
}
