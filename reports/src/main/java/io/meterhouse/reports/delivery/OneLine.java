package io.meterhouse.reports.delivery;

import java.util.regex.Pattern;

/** Text from outside, made fit for one line of a header: whatever breaks, ends or hides a line is a space. */
final class OneLine {

    private static final Pattern BREAKING = Pattern.compile("[\\p{Cntrl}\\p{Zl}\\p{Zp}\\s\\u0080-\\u009f]+");

    private OneLine() {}

    static String of(String text) {
        return BREAKING.matcher(text).replaceAll(" ").strip();
    }
}
