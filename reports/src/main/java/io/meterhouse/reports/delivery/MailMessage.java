package io.meterhouse.reports.delivery;

import java.time.Instant;
import java.util.List;

/**
 * One mail.
 *
 * @param id what makes it this mail and no other; sent twice, a reader's program may show it once
 * @param to addresses, at least one
 * @param subject one line; line breaks in it become spaces
 * @param text plain text
 * @param at when it was written
 */
public record MailMessage(String id, List<String> to, String subject, String text, Instant at) {

    public MailMessage {
        to = List.copyOf(to);
        subject = OneLine.of(subject);
    }
}
