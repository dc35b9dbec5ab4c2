package io.meterhouse.reports.optimizer;

import io.meterhouse.warehouse.Row;
import java.math.BigDecimal;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * How much is saved, or could be, beside what was aimed for.
 *
 * @param name as the mart names it
 * @param savingUsd in a mean month (US dollars)
 * @param ofUsd what it is a part of; null where no day is loaded
 * @param share that part, 0 to 1; null without any cost
 * @param target part that was aimed for
 */
record SavingsTarget(
        String name,
        BigDecimal savingUsd,
        @Nullable BigDecimal ofUsd,
        @Nullable BigDecimal share,
        BigDecimal target) {

    static SavingsTarget of(Row row) throws SQLException {
        return new SavingsTarget(
                row.text("target_name"),
                row.decimal("saving_usd"),
                row.optionalDecimal("of_usd"),
                row.optionalDecimal("saving_share"),
                row.decimal("target_share"));
    }
}
