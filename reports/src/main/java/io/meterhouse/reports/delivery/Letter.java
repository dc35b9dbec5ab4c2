package io.meterhouse.reports.delivery;

import io.meterhouse.reports.RenderedReport;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Reports on their way to one reader, before they are a mail. Freshness, coverage, snapshot and run are told by the reports' mastheads.
 *
 * @param messageId what makes it this mail and no other, such as {@code finance-2026-11-v1-3f2a@example.org}, without angle brackets: the
 *     same letter sent again keeps it, and a reader's program shows it once
 * @param sender whom it comes from; one address
 * @param recipient who gets it; one address, and nobody else is named in the mail
 * @param subject one line of at most 200 characters; control characters and line breaks in it become spaces
 * @param reports what it brings, at least one, the weightiest first
 * @param note a sentence above everything else, such as what was restated; may be empty
 * @param ending the last sentence, such as how not to get this mail any more; may be empty
 * @param language in which the mail is written; reports may be in another
 * @param at when it was written, which is the mail's date
 */
public record Letter(
        String messageId,
        String sender,
        String recipient,
        String subject,
        List<RenderedReport> reports,
        String note,
        String ending,
        Locale language,
        Instant at) {

    private static final int LONGEST_SUBJECT = 200;

    /** Makes the subject one line and copies the list. */
    public Letter {
        subject = OneLine.of(subject, LONGEST_SUBJECT);
        reports = List.copyOf(reports);
        if (reports.isEmpty()) {
            throw new IllegalArgumentException("A letter to %s has no report.".formatted(recipient));
        }
    }
}
