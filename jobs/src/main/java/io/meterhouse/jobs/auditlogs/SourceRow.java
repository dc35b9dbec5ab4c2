package io.meterhouse.jobs.auditlogs;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table as the database gave it, secrets included: it is never written.
 *
 * @param texts what its columns say; one that is NULL is not there
 * @param occurredAt when it happened; null when its time cannot be read
 */
record SourceRow(Map<AuditField, String> texts, @Nullable Instant occurredAt) {

    /** What the column of a field says; null when there is nothing but blanks. */
    @Nullable
    String text(AuditField field) {
        String text = texts.get(field);
        return text == null || text.isBlank() ? null : text.strip();
    }

    @Override
    public String toString() {
        return "SourceRow[%s]".formatted(occurredAt);
    }
}
