package io.meterhouse.jobs.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A mail and what became of it.
 *
 * @param id its number in this home
 * @param entry name of the entry of {@code meterhouse.delivery.mails} that asked for it first
 * @param addressed what of whom to whom
 * @param version 1, and one more each time that figures known as final were restated, or provisional ones became final
 * @param finality final or provisional
 * @param figuresSha256 checksum of the figures it tells
 * @param state what is known of it
 * @param messageId its Message-ID, the same whenever it is sent again
 * @param sender whom it comes from
 * @param subject its subject
 * @param bytes its size
 * @param edition folder of the edition, relative to the home
 * @param snapshotId snapshot that the edition was made from
 * @param runId run that published the snapshot
 * @param attempts how often a server was asked to take it
 * @param queuedAt when it was written
 * @param lastAttemptAt when a server was asked last; null when none was
 * @param nextAttemptAt when it is due, while it is queued
 * @param sentAt when a server last said that it has it; null when none did
 * @param comparedAt when the figures of its period were last found to be those it tells
 * @param answer what the server said last, or what else happened; null when nothing did
 */
public record Delivery(
        long id,
        String entry,
        Addressed addressed,
        int version,
        String finality,
        String figuresSha256,
        DeliveryState state,
        String messageId,
        String sender,
        String subject,
        long bytes,
        String edition,
        String snapshotId,
        String runId,
        int attempts,
        Instant queuedAt,
        @Nullable Instant lastAttemptAt,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant sentAt,
        Instant comparedAt,
        @Nullable String answer) {

    /** Whether its figures were final. */
    public boolean isFinal() {
        return finality.equals("final");
    }
}
