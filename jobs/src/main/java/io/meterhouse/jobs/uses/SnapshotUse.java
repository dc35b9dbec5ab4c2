package io.meterhouse.jobs.uses;

import java.time.Instant;

/**
 * Something that was taken out of a snapshot.
 *
 * @param at when
 * @param command sql, or the name of an export
 * @param subject the range of an export; of a query its checksum, for its words may name a person
 * @param snapshotId which snapshot
 */
public record SnapshotUse(Instant at, String command, String subject, String snapshotId) {}
