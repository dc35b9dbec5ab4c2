package io.meterhouse.reports;

/**
 * Where figures come from.
 *
 * @param snapshotId the published snapshot
 * @param runId the run that published it
 */
record SnapshotIdentity(String snapshotId, String runId) {

    /** Of a file that does not say which snapshot it is. */
    static final SnapshotIdentity UNKNOWN = new SnapshotIdentity("unknown", "unknown");
}
