package io.meterhouse.reports;

import io.meterhouse.reports.rows.KeptRows;
import io.meterhouse.reports.rows.Query;
import io.meterhouse.reports.rows.QueryFile;
import java.util.List;

/**
 * Where figures come from.
 *
 * @param snapshotId the published snapshot
 * @param runId the run that published it
 */
public record SnapshotIdentity(String snapshotId, String runId) {

    private static final String QUERY = "snapshot";

    /** Of a file that does not say which snapshot it is. */
    public static final SnapshotIdentity UNKNOWN = new SnapshotIdentity("unknown", "unknown");

    /** What to ask of a snapshot. */
    public static Query query() {
        return new Query(QUERY, QueryFile.read(QUERY), List.of());
    }

    /**
     * What a snapshot answered.
     *
     * @throws io.meterhouse.warehouse.WarehouseException when it was not asked
     */
    public static SnapshotIdentity of(KeptRows rows) {
        return rows.rows(QUERY, row -> new SnapshotIdentity(row.text("snapshot_id"), row.text("run_id"))).stream()
                .findFirst()
                .orElse(UNKNOWN);
    }
}
