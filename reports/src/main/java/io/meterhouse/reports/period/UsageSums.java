package io.meterhouse.reports.period;

import io.meterhouse.warehouse.Row;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sums of a period; null when no day of it is loaded.
 *
 * @param requestCount rounded where it is of parts of requests
 * @param totalTokens prompt and completion
 * @param userCount null where persons are not shown, too
 * @param spendUsd what LiteLLM charged
 * @param successRate 0 to 1; null without requests
 */
public record UsageSums(
        @Nullable Long requestCount,
        @Nullable Long totalTokens,
        @Nullable Long userCount,
        @Nullable BigDecimal spendUsd,
        @Nullable BigDecimal successRate) {

    /** Of a row of a mart that has them under their names. */
    public static UsageSums of(Row row) throws SQLException {
        return new UsageSums(
                row.optionalCount("request_count"),
                row.optionalCount("total_tokens"),
                row.optionalCount("user_count"),
                row.optionalDecimal("spend_usd"),
                row.optionalDecimal("success_rate"));
    }

    /** Whether there is usage; a part of it may be less than half a request. */
    public boolean isUsed() {
        return successRate != null;
    }

    /** Whether users are not counted although the figures are known. */
    public boolean isHidingPersons() {
        return userCount == null && requestCount != null;
    }

    /** A table's line of totals, by the columns' names; null when there is no usage. */
    public @Nullable Map<String, @Nullable Object> line() {
        if (!isUsed()) {
            return null;
        }
        Map<String, @Nullable Object> line = new HashMap<>();
        line.put("request_count", requestCount);
        line.put("total_tokens", totalTokens);
        line.put("success_rate", successRate);
        line.put("spend_usd", spendUsd);
        line.put("spend_share", spendUsd == null || spendUsd.signum() == 0 ? null : BigDecimal.ONE);
        return line;
    }
}
