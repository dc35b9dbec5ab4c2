package io.meterhouse.jobs.accesslogs;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is shown of a line that was rejected: the shape of its beginning. Letters are x, digits are 0, and only the names of JSON stay: in
 * a line that nobody understood, nobody knows what is a person's or a secret.
 */
final class MaskedExcerpt {

    private static final int LONGEST = 160;

    /** A name as programs write them; one with a digit may be somebody's key. */
    private static final Pattern NAME = Pattern.compile("(?<=[{,] {0,3})\"@?[a-zA-Z_-]{1,40}\"(?= {0,3}:)");

    private MaskedExcerpt() {}

    /** The excerpt of a line. */
    static String of(byte[] data, int from, int to) {
        int end = Math.min(to, from + LONGEST);
        String text = new String(data, from, end - from, StandardCharsets.ISO_8859_1);
        StringBuilder shape = new StringBuilder();
        text.chars().forEach(next -> shape.append(shape(next)));
        Matcher name = NAME.matcher(text);
        while (name.find()) {
            shape.replace(name.start(), name.end(), name.group());
        }
        return end == to ? shape.toString() : shape.append('…').toString();
    }

    private static char shape(int next) {
        if (next <= ' ' || next >= 0x7f) {
            return next == ' ' ? ' ' : '.';
        }
        if (next >= '0' && next <= '9') {
            return '0';
        }
        boolean isLetter = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
        return isLetter ? 'x' : (char) next;
    }
}
