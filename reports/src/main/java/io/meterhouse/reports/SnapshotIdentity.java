package io.meterhouse.reports;

import io.meterhouse.warehouse.SnapshotReader;

/**
 * Where figures come from.
 *
 * @param snapshotId the published snapshot
 * @param runId the run that published it
 */
record SnapshotIdentity(String snapshotId, String runId) {

    /** Of a file that does not say which snapshot it is. */
    static final SnapshotIdentity UNKNOWN = new SnapshotIdentity("unknown", "unknown");

    static SnapshotIdentity of(SnapshotReader snapshot) {
        return snapshot
                .query(
                        QueryFile.read("snapshot"),
                        row -> new SnapshotIdentity(row.text("snapshot_id"), row.text("run_id")))
                .stream()
                .findFirst()
                .orElse(UNKNOWN);
    }
}
