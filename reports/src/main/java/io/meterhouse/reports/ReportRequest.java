package io.meterhouse.reports;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;

/**
 * What to render.
 *
 * @param from first UTC day, inclusive
 * @param to last UTC day, inclusive
 * @param filter what the figures are restricted to
 * @param formats what to write, at least one
 * @param language of texts, figures and days; names of columns are the same in every language
 */
public record ReportRequest(LocalDate from, LocalDate to, UsageFilter filter, Set<Format> formats, Locale language) {

    /**
     * Checks and copies the values.
     *
     * @throws IllegalArgumentException when the range ends before it begins, or no format is asked for
     */
    public ReportRequest {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException(
                    "The range ends on %s, before it begins on %s. Swap the two days.".formatted(to, from));
        }
        if (formats.isEmpty()) {
            throw new IllegalArgumentException("The report needs a format: pdf, csv, xlsx or json.");
        }
        formats = Set.copyOf(formats);
    }

    /** A request for a report in English. */
    public ReportRequest(LocalDate from, LocalDate to, UsageFilter filter, Set<Format> formats) {
        this(from, to, filter, formats, Locale.ENGLISH);
    }

    /** A mart's call over the range, as an analyst would write it. */
    public String call(String mart) {
        return "marts.%s(date '%s', date '%s')".formatted(mart, from, to);
    }
}
