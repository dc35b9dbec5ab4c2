package io.meterhouse.reports.exports;

import java.time.LocalDate;
import java.util.Set;

/**
 * What to export.
 *
 * @param from first UTC day, inclusive
 * @param to last UTC day, inclusive
 * @param formats what to write, at least one
 */
public record ExportRequest(LocalDate from, LocalDate to, Set<ExportFormat> formats) {

    /**
     * Checks and copies the values.
     *
     * @throws IllegalArgumentException when the range ends before it begins, or no format is asked for
     */
    public ExportRequest {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException(
                    "The range ends on %s, before it begins on %s. Swap the two days.".formatted(to, from));
        }
        if (formats.isEmpty()) {
            throw new IllegalArgumentException("The export needs a format: csv or parquet.");
        }
        formats = Set.copyOf(formats);
    }
}
