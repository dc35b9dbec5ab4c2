package io.meterhouse.jobs.dailyusage;

import io.meterhouse.jobs.litellm.LiteLlmSource;
import io.meterhouse.warehouse.WarehouseWriter;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the ledger knows before a slice is fetched, read while the warehouse is open for the plan: to open it once more takes longer
 * than to fetch a small day.
 *
 * @param addresses at which the days so far were asked for; none before the first
 * @param failedAttempts days whose last attempt failed, with the number of their attempts
 */
record LedgerSoFar(List<String> addresses, Map<LocalDate, Long> failedAttempts) {

    LedgerSoFar {
        addresses = List.copyOf(addresses);
        failedAttempts = Map.copyOf(failedAttempts);
    }

    static LedgerSoFar of(WarehouseWriter ledger) {
        Map<LocalDate, Long> attempts = new HashMap<>();
        ledger.query(
                "select usage_date, attempt_count from ops.day_status where source = ? and last_error is not null",
                row -> attempts.put(row.day("usage_date"), row.count("attempt_count")),
                LiteLlmSource.NAME);
        return new LedgerSoFar(
                ledger.query(
                        "select base_url from ops.source where source = ?",
                        row -> row.text("base_url"),
                        LiteLlmSource.NAME),
                attempts);
    }
}
