package io.meterhouse.reports.document;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * What every page of a report says of it.
 *
 * @param report name of the report, as on the command line
 * @param title its title in the reader's language
 * @param from first UTC day, inclusive
 * @param to last UTC day, inclusive
 * @param audience whose usage it is of, in the reader's language
 * @param finality whether its figures may still change
 * @param status sentences on what of the period is loaded, reconciled and restated, the weightiest first
 * @param snapshotId what it was made from
 * @param runId which run published that
 * @param generatedAt when it was made
 * @param language in which it is written, and numbers and dates with it
 */
public record Masthead(
        String report,
        String title,
        LocalDate from,
        LocalDate to,
        String audience,
        Finality finality,
        List<Remark> status,
        String snapshotId,
        String runId,
        Instant generatedAt,
        Locale language) {

    public Masthead {
        status = List.copyOf(status);
    }

    /** The same with another status. */
    public Masthead withStatus(List<Remark> other) {
        return new Masthead(
                report, title, from, to, audience, finality, other, snapshotId, runId, generatedAt, language);
    }

    /** Whether the figures of a period may still change. */
    public enum Finality {
        /** Every day of the period is loaded and final. */
        FINAL,
        /** A day is missing, failed, partial or within the look-back. */
        PROVISIONAL
    }
}
