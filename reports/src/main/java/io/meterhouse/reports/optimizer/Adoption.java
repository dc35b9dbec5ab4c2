package io.meterhouse.reports.optimizer;

import io.meterhouse.warehouse.Row;
import java.math.BigDecimal;
import java.sql.SQLException;

/**
 * What became of all findings of a type, open and closed.
 *
 * @param implemented part that is done, 0 to 1
 * @param target part that should be
 */
record Adoption(
        String type,
        long found,
        long accepted,
        long done,
        long dismissed,
        long undecided,
        BigDecimal implemented,
        BigDecimal target) {

    static Adoption of(Row row) throws SQLException {
        return new Adoption(
                row.text("finding_type"),
                row.count("found_count"),
                row.count("accepted_count"),
                row.count("done_count"),
                row.count("dismissed_count"),
                row.count("undecided_count"),
                row.decimal("implemented_share"),
                row.decimal("target_share"));
    }
}
