package io.meterhouse.jobs.erasure;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A word of a text: letters and digits, whichever way they are written.
 *
 * @param folded the word less case and accents, so that every spelling of a name is one
 * @param start where it begins in the text
 * @param end where it ends, exclusive
 */
record Word(String folded, int start, int end) {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final int HEXADECIMAL = 16;

    /** The words in their order; letters spelled as {@code %C3%AB} in an address or as {@code \}{@code u00eb} in JSON are read as such. */
    static List<Word> of(String text) {
        List<Word> words = new ArrayList<>();
        StringBuilder letters = new StringBuilder();
        int start = 0;
        int at = 0;
        while (at < text.length()) {
            Letter letter = Letter.at(text, at);
            if (isOfAWord(letter.codePoint())) {
                start = letters.isEmpty() ? at : start;
                letters.appendCodePoint(letter.codePoint());
            } else if (!letters.isEmpty()) {
                words.add(new Word(folded(letters), start, at));
                letters.setLength(0);
            }
            at += letter.length();
        }
        if (!letters.isEmpty()) {
            words.add(new Word(folded(letters), start, at));
        }
        return words;
    }

    /** The text with its escapes read, and nothing else changed. */
    static String decoded(String text) {
        StringBuilder decoded = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            Letter letter = Letter.at(text, at);
            decoded.appendCodePoint(letter.codePoint());
            at += letter.length();
        }
        return decoded.toString();
    }

    private static boolean isOfAWord(int codePoint) {
        int type = Character.getType(codePoint);
        return Character.isLetterOrDigit(codePoint)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    private static String folded(StringBuilder letters) {
        if (letters.chars().allMatch(letter -> letter < 128)) {
            return letters.toString().toLowerCase(Locale.ROOT);
        }
        String bare = MARKS.matcher(Normalizer.normalize(letters, Normalizer.Form.NFKD))
                .replaceAll("");
        return bare.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    /** One letter of the text and how many characters spell it. */
    private record Letter(int codePoint, int length) {

        static Letter at(String text, int at) {
            int codePoint = text.codePointAt(at);
            if (codePoint == '%') {
                Letter encoded = percentEncoded(text, at);
                return encoded == null ? new Letter(codePoint, 1) : encoded;
            }
            if (codePoint == '\\' && at + 6 <= text.length() && text.charAt(at + 1) == 'u') {
                int unit = hexadecimal(text, at + 2, at + 6);
                return unit < 0 ? new Letter(codePoint, 1) : new Letter(unit, 6);
            }
            return new Letter(codePoint, Character.charCount(codePoint));
        }

        private static @org.jspecify.annotations.Nullable Letter percentEncoded(String text, int at) {
            int first = octet(text, at);
            if (first < 0) {
                return null;
            }
            int octets = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
            int codePoint = octets == 1 ? first : first & (0xFF >> (octets + 1));
            for (int i = 1; i < octets; i++) {
                int next = octet(text, at + 3 * i);
                if (next < 0) {
                    return null;
                }
                codePoint = codePoint << 6 | next & 0x3F;
            }
            return Character.isValidCodePoint(codePoint) ? new Letter(codePoint, 3 * octets) : null;
        }

        private static int octet(String text, int at) {
            return at + 3 <= text.length() && text.charAt(at) == '%' ? hexadecimal(text, at + 1, at + 3) : -1;
        }

        private static int hexadecimal(String text, int from, int to) {
            int number = 0;
            for (int i = from; i < to; i++) {
                int digit = Character.digit(text.charAt(i), HEXADECIMAL);
                if (digit < 0) {
                    return -1;
                }
                number = number * HEXADECIMAL + digit;
            }
            return number;
        }
    }
}
