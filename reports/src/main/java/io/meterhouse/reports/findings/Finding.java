package io.meterhouse.reports.findings;

import io.meterhouse.warehouse.Row;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A finding as {@code marts.findings} tells it; sentences are in English, and what is null is not the reader's to know.
 *
 * @param priority high, medium or low
 * @param type what was looked for
 * @param subject what it is found of
 * @param currentState what is now
 * @param recommendation what should be
 * @param amountUsd US dollars in a mean month
 * @param amountKind cost, revenue or retention
 * @param confidence measured or estimated
 * @param impact what comes of it
 * @param effort low, medium or high
 * @param effortHours what it takes
 * @param steps how to do it, a line each
 * @param inputs figures that the amount is worked out from, a JSON object
 * @param evidenceSql answers with the amount
 * @param from first UTC day that was looked at
 * @param to last UTC day that was looked at
 * @param openedOn day of the night that found it first
 * @param decision accepted, dismissed or done
 * @param decidedAt when that was decided, UTC
 * @param note why
 */
public record Finding(
        String priority,
        String type,
        @Nullable String subject,
        @Nullable String currentState,
        @Nullable String recommendation,
        @Nullable BigDecimal amountUsd,
        String amountKind,
        String confidence,
        @Nullable String impact,
        String effort,
        long effortHours,
        @Nullable String steps,
        @Nullable String inputs,
        @Nullable String evidenceSql,
        LocalDate from,
        LocalDate to,
        LocalDate openedOn,
        @Nullable String decision,
        @Nullable LocalDateTime decidedAt,
        @Nullable String note) {

    /** Of a row that has the columns of the mart. */
    public static Finding of(Row row) throws SQLException {
        return new Finding(
                row.text("priority"),
                row.text("finding_type"),
                row.optionalText("subject"),
                row.optionalText("current_state"),
                row.optionalText("recommendation"),
                row.optionalDecimal("amount_usd"),
                row.text("amount_kind"),
                row.text("confidence"),
                row.optionalText("impact"),
                row.text("effort"),
                row.count("effort_hours"),
                row.optionalText("steps"),
                row.optionalText("inputs"),
                row.optionalText("evidence_sql"),
                row.day("from_date"),
                row.day("to_date"),
                row.day("opened_on"),
                row.optionalText("decision"),
                row.optionalTimestamp("decided_at"),
                row.optionalText("note"));
    }
}
