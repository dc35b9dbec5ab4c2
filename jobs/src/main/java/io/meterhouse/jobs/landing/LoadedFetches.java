package io.meterhouse.jobs.landing;

import io.meterhouse.warehouse.WarehouseWriter;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/** Which fetch each day of a source was loaded from. */
public final class LoadedFetches {

    /** Stands for every fetch of a day that was deleted because it is older than what is kept: no other is newer. */
    private static final String ALL = "~";

    private LoadedFetches() {}

    /** The identity of the fetch by day; no entry where nothing is loaded. */
    public static Map<LocalDate, String> of(String source, WarehouseWriter ledger) {
        Map<LocalDate, String> fetches = new HashMap<>();
        ledger.query(
                "select usage_date, if(state = 'expired', ?, landing_fetch_id) as fetch_id from ops.day_status where source = ? and (landing_fetch_id is not null or state = 'expired')",
                row -> fetches.put(row.day("usage_date"), row.text("fetch_id")),
                ALL,
                source);
        return fetches;
    }
}
