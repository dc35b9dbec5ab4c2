package io.meterhouse.jobs.accesslogs;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What is shown of a line that was rejected: its printable beginning, with everything masked that may be a person's or a secret. */
final class MaskedExcerpt {

    private static final int LONGEST = 160;
    private static final int LONGEST_READ = 600;

    private static final Pattern E_MAIL = Pattern.compile("[^\\s\"'<>,;]*@[^\\s\"'<>,;]*");
    private static final Pattern QUERY = Pattern.compile("\\?[^\\s\"]*");
    private static final Pattern ADDRESS = Pattern.compile(
            "\\d{1,3}(?:\\.\\d{1,3}){3}|(?=[0-9a-fA-F:.]*:[0-9a-fA-F:.]*:)[0-9a-fA-F]{0,4}(?::[0-9a-fA-F.]{0,15}){2,}");
    private static final Pattern KEY =
            Pattern.compile("(?i)(?:bearer|basic)\\s+\\S+|\\bsk-[\\w-]*|[A-Za-z0-9_+/=-]{20,}");
    private static final Pattern CLOCK = Pattern.compile("(?<=[T: ])\\d\\d:\\d\\d:\\d\\d");

    private MaskedExcerpt() {}

    /** The excerpt of a line. */
    static String of(byte[] data, int from, int to) {
        int end = Math.min(to, from + LONGEST_READ);
        StringBuilder printable = new StringBuilder();
        for (char next : new String(data, from, end - from, StandardCharsets.UTF_8).toCharArray()) {
            printable.append(next >= ' ' && next < 0x7f ? next : '.');
        }
        String masked = printable.toString();
        if (end < to) {
            masked = withoutLastWord(masked);
        }
        masked = CLOCK.matcher(masked).replaceAll("{clock}");
        masked = E_MAIL.matcher(masked).replaceAll("{e-mail}");
        masked = QUERY.matcher(masked).replaceAll("?{query}");
        masked = KEY.matcher(masked).replaceAll("{key}");
        masked = ADDRESS.matcher(masked).replaceAll("{address}");
        return masked.length() <= LONGEST ? masked : masked.substring(0, LONGEST) + "…";
    }

    /** A cut may leave half an address, which no pattern would know. */
    private static String withoutLastWord(String text) {
        int lastSpace = Math.max(text.lastIndexOf(' '), text.lastIndexOf('"'));
        return lastSpace < 0 ? "" : text.substring(0, lastSpace);
    }
}
