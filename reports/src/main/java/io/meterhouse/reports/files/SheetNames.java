package io.meterhouse.reports.files;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Names of the sheets of one workbook: at most 31 characters, none of which a reference to a sheet would take for its own, no two alike. */
final class SheetNames {

    private static final int LONGEST = 31;

    private final Set<String> given = new HashSet<>(Set.of("history"));

    String give(String wanted) {
        String safe = wanted.replaceAll("[\\[\\]:*?/\\\\\\p{Cntrl}]", "_")
                .replaceAll("^'|'$", "_")
                .strip();
        String whole = safe.isEmpty() ? "_" : safe;
        String name = cut(whole, LONGEST);
        for (int copy = 2; !given.add(name.toLowerCase(Locale.ROOT)); copy++) {
            String ending = " " + copy;
            name = cut(whole, LONGEST - ending.length()) + ending;
        }
        return name;
    }

    private static String cut(String text, int longest) {
        return text.length() > longest ? text.substring(0, longest) : text;
    }
}
