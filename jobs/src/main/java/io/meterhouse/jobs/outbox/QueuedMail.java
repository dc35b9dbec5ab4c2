package io.meterhouse.jobs.outbox;

import io.meterhouse.reports.delivery.ComposedMail;

/**
 * A mail that is to be sent.
 *
 * @param entry name of the entry that asks for it
 * @param addressed what of whom to whom
 * @param version which version of it
 * @param figures what it tells
 * @param messageId its Message-ID without angle brackets
 * @param sender whom it comes from
 * @param mail the mail itself
 */
record QueuedMail(
        String entry,
        Addressed addressed,
        int version,
        Figures figures,
        String messageId,
        String sender,
        ComposedMail mail) {}
