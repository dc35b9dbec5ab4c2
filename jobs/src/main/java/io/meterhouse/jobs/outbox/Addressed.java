package io.meterhouse.jobs.outbox;

import java.time.LocalDate;

/**
 * What of whom goes to whom: one reader gets one report of one audience and period once, in each of its versions.
 *
 * @param report name of the report
 * @param audience whose usage it is of: everyone, or restrictions such as team=research
 * @param from first UTC day of the period, inclusive
 * @param to last UTC day, inclusive
 * @param recipient one address
 */
public record Addressed(String report, String audience, LocalDate from, LocalDate to, String recipient) {

    /** In words. */
    @Override
    public String toString() {
        return "%s %s to %s%s for %s"
                .formatted(report, from, to, audience.equals("everyone") ? "" : " of " + audience, recipient);
    }
}
