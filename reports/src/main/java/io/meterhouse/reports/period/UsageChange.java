package io.meterhouse.reports.period;

import io.meterhouse.warehouse.Row;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How the sums changed against the period before, relative: 0.1 is a tenth more. Null when there is nothing to compare with.
 *
 * @param previousFrom first UTC day of the period before
 * @param previousTo its last UTC day
 * @param isComparable whether every day of both is loaded
 */
public record UsageChange(
        LocalDate previousFrom,
        LocalDate previousTo,
        boolean isComparable,
        @Nullable BigDecimal requests,
        @Nullable BigDecimal tokens,
        @Nullable BigDecimal users,
        @Nullable BigDecimal spend) {

    /** Of a row of a mart of comparison. */
    public static UsageChange of(Row row) throws SQLException {
        return new UsageChange(
                row.day("previous_from_date"),
                row.day("previous_to_date"),
                row.flag("is_previous_covered") && row.flag("is_covered"),
                row.optionalDecimal("request_count_change"),
                row.optionalDecimal("total_tokens_change"),
                row.optionalDecimal("user_count_change"),
                row.optionalDecimal("spend_change"));
    }
}
