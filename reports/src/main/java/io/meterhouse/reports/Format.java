package io.meterhouse.reports;

import java.util.Locale;
import java.util.Set;

/** What a report can be written as. */
public enum Format {
    /** One laid-out document. */
    PDF,
    /** One file of plain rows for each table. */
    CSV,
    /** One workbook with a sheet for each table. */
    XLSX,
    /** One file with the rows of all tables and what must be known of them. */
    JSON;

    /** What is written when nobody says. */
    public static Set<Format> usual() {
        return Set.of(PDF, CSV);
    }

    /** The ending of its files' names, with the dot. */
    public String ending() {
        return "." + name().toLowerCase(Locale.ROOT);
    }
}
