package io.meterhouse.reports.optimizer;

import io.meterhouse.warehouse.Row;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;

/**
 * A finding whose cause is gone.
 *
 * @param closedOn day of the night that no longer found it
 * @param type what was looked for
 * @param subject what it was found of
 * @param amountUsd US dollars in a mean month, when it was found last
 * @param amountKind cost, revenue or retention
 * @param openedOn day of the night that found it first
 */
record ClosedFinding(
        LocalDate closedOn, String type, String subject, BigDecimal amountUsd, String amountKind, LocalDate openedOn) {

    static ClosedFinding of(Row row) throws SQLException {
        return new ClosedFinding(
                row.day("closed_on"),
                row.text("finding_type"),
                row.text("subject"),
                row.decimal("amount_usd"),
                row.text("amount_kind"),
                row.day("opened_on"));
    }
}
