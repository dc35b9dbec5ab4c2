package io.meterhouse.scheduler.cli;

import io.meterhouse.jobs.uses.SnapshotUse;
import io.meterhouse.jobs.uses.UseLog;
import io.meterhouse.scheduler.settings.Settings;
import io.meterhouse.warehouse.SnapshotReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/** Remembers that a command took something out of the snapshot. */
final class RecordedUse {

    private final Surroundings surroundings;
    private final UseLog log;

    RecordedUse(Surroundings surroundings, Settings settings) {
        this.surroundings = surroundings;
        this.log = new UseLog(settings.home());
    }

    void ofQuery(SnapshotReader snapshot, String query) {
        try {
            byte[] checksum = MessageDigest.getInstance("SHA-256").digest(query.getBytes(StandardCharsets.UTF_8));
            record(snapshot, "sql", HexFormat.of().formatHex(checksum));
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    void ofExport(SnapshotReader snapshot, String export, PeriodPreset.Range days) {
        record(snapshot, export, "%s to %s".formatted(days.from(), days.to()));
    }

    private void record(SnapshotReader snapshot, String command, String subject) {
        String snapshotId = snapshot.query(
                        "select coalesce(max_by(snapshot_id, published_at), 'unknown') as snapshot_id from ops.snapshot",
                        row -> row.text("snapshot_id"))
                .get(0);
        log.record(new SnapshotUse(
                surroundings.clock().instant().truncatedTo(ChronoUnit.SECONDS), command, subject, snapshotId));
    }
}
