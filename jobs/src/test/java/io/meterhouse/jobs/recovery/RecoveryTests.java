package io.meterhouse.jobs.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meterhouse.jobs.retention.OldHome;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.RunResult;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.OtherHomeException;
import io.meterhouse.warehouse.PreparedHome;
import io.meterhouse.warehouse.PrivacyProperties;
import io.meterhouse.warehouse.PublishedProperties;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseException;
import io.meterhouse.warehouse.WarehouseHome;
import io.meterhouse.warehouse.WarehouseProperties;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/**
 * A warehouse that is damaged or lost is put back from what was published or backed up, and has the same rows as before. The home is
 * older than what it keeps, so that landing alone could not make it again.
 */
class RecoveryTests {

    private static final String ROWS = """
            select concat_ws(' ', usage_date, user_id, api_key_hash, model_name, request_count, spend_usd, day_state, is_final) as line
            from marts.usage
            union all
            select concat_ws(' ', usage_date, user_id, cost_usd) from marts.usage_feed
            union all
            select concat_ws(' ', requested_at, user_key, status) from star.fact_request
            union all
            select concat_ws(' ', hour_at, user_key, request_count) from star.fact_request_hourly
            union all
            select concat_ws(' ', source, usage_date, state, request_count, is_final, landing_fetch_id) from ops.day_status
            order by line
            """;

    @TempDir
    Path folder;

    private OldHome old;
    private Recovery recovery;

    @BeforeEach
    void loadAHomeThatIsOlderThanWhatItKeeps() throws IOException {
        old = OldHome.retained(folder);
        recovery = new Recovery(old.warehouse(), old.clock());
    }

    @Test
    void aDamagedWarehouseIsPutBackFromTheSnapshotAndHasTheDaysLandedSince() throws IOException {
        Path before = Files.copy(old.home().publishedFile(), folder.resolve("published-before"));
        old.requested("15/Oct/2026:08:00:00")
                .fed("2026-10-15")
                .at("2026-10-16T03:00:00Z")
                .night();
        List<String> rows = old.published(ROWS);
        Files.copy(before, old.home().publishedFile(), StandardCopyOption.REPLACE_EXISTING);
        damage(old.home().warehouseFile());

        List<String> told = new Recovery(old.warehouse(), old.clock()).fromSnapshot(Recovery.Intact.KEPT);
        RunResult restored = restore();

        Path kept = old.home().warehouseFile().resolveSibling("meterhouse.duckdb.damaged-20261016T030000Z");
        assertThat(told)
                .containsExactly("%s is in the place of the warehouse, which is kept as %s."
                        .formatted(old.home().publishedFile(), kept));
        assertThat(kept).exists();
        assertThat(restored.outcome()).as(restored.toString()).isEqualTo(RunResult.Outcome.DONE);
        assertThat(restored.loadedDays())
                .containsExactly(LocalDate.of(2026, 10, 13), LocalDate.of(2026, 10, 14), LocalDate.of(2026, 10, 15));
        assertThat(withoutLogs(old.published(ROWS))).isEqualTo(withoutLogs(rows));

        RunResult night = old.night();

        assertThat(night.outcome()).isEqualTo(RunResult.Outcome.DONE);
        assertThat(old.asked()).containsExactly("2026-10-13", "2026-10-14", "2026-10-15");
        assertThat(old.published("select requested_at::varchar as line from star.fact_request order by line"))
                .containsExactly("2026-10-13 12:00:00", "2026-10-14 13:00:00", "2026-10-15 08:00:00");
    }

    @Tag("long")
    @Test
    void aWarehouseInOrderIsReplacedOnlyWhenSomebodySaysSo() throws IOException {
        byte[] file = Files.readAllBytes(old.home().warehouseFile());

        assertThatThrownBy(() -> recovery.fromSnapshot(Recovery.Intact.KEPT))
                .isInstanceOf(NotToBeRestoredException.class)
                .hasMessageStartingWith("The warehouse is in order");
        assertThat(old.home().warehouseFile()).hasBinaryContent(file);
        recovery.fromSnapshot(Recovery.Intact.REPLACED);

        assertThat(old.home().warehouseFile().resolveSibling("meterhouse.duckdb.damaged-20261015T030000Z"))
                .hasBinaryContent(file);
    }

    @Test
    @Tag("long")
    void aSnapshotWithoutPersonsIsRefusedAlsoWhenTheSettingWasChangedSince() throws IOException {
        for (PublishedProperties.Persons persons :
                List.of(PublishedProperties.Persons.PSEUDONYMOUS, PublishedProperties.Persons.NONE)) {
            Warehouse shown = new Warehouse(
                    old.home(),
                    WarehouseProperties.defaults(),
                    new PublishedProperties(null, persons),
                    PrivacyProperties.defaults(),
                    old.clock());
            try (Lease lease = shown.lease("test")) {
                lease.publish("S-" + persons, "R-" + persons);
            }
            assertThat(shown.isSnapshotWhole()).isFalse();
            assertThat(old.warehouse().isSnapshotWhole()).as("of " + persons).isFalse();
        }
        damage(old.home().warehouseFile());

        assertThatThrownBy(() -> recovery.fromSnapshot(Recovery.Intact.KEPT))
                .isInstanceOf(NotToBeRestoredException.class)
                .hasMessageContaining("was published without persons or with their pseudonyms");
    }

    @Test
    void aBackupPutsALostHomeBackAndNightsGoOn() throws IOException {
        Path backup = folder.resolve("backup");
        String id = old.home().id();
        List<String> rows = old.published(ROWS);
        List<String> landed = old.files("landing");
        Backup.Written written = new Backup(old.warehouse(), old.clock()).write(backup);
        assertThat(written.files()).isEqualTo(countOf(backup) - 1);
        assertThat(Files.getPosixFilePermissions(backup)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        FileSystemUtils.deleteRecursively(old.home().root());

        recovery.fromBackup(backup, Recovery.Intact.KEPT);
        RunResult restored = restore();

        assertThat(restored.outcome()).isEqualTo(RunResult.Outcome.DONE);
        assertThat(restored.loadedDays()).isEmpty();
        assertThat(old.home().id()).isEqualTo(id);
        assertThat(old.files("landing")).isEqualTo(landed);
        assertThat(old.published(ROWS)).isEqualTo(rows);

        RunResult night = old.at("2026-10-16T03:00:00Z").night();

        assertThat(night.outcome()).isEqualTo(RunResult.Outcome.DONE);
        assertThat(old.asked()).containsExactly("2026-10-13", "2026-10-14", "2026-10-15");
    }

    @Test
    void aBackupOfWhichAFileIsDamagedIsRefusedBeforeAnythingIsTouched() throws IOException {
        Path backup = folder.resolve("backup");
        new Backup(old.warehouse(), old.clock()).write(backup);
        Files.writeString(backup.resolve("home-id"), "another");
        damage(old.home().warehouseFile());
        byte[] file = Files.readAllBytes(old.home().warehouseFile());

        assertThatThrownBy(() -> recovery.fromBackup(backup, Recovery.Intact.KEPT))
                .isInstanceOf(WarehouseException.class)
                .hasMessage(
                        "The backup %s is damaged: home-id is not what was copied. Nothing was put back; use another backup.",
                        backup);
        assertThat(old.home().warehouseFile()).hasBinaryContent(file);
    }

    @Test
    void theBackupOfAnotherHomeIsRefused() {
        Path backup = folder.resolve("backup");
        new Backup(old.warehouse(), old.clock()).write(backup);
        WarehouseHome other = PreparedHome.in(folder.resolve("other"));
        Warehouse warehouse = new Warehouse(other, WarehouseProperties.defaults(), old.clock());

        assertThatThrownBy(() -> new Recovery(warehouse, old.clock()).fromBackup(backup, Recovery.Intact.REPLACED))
                .isInstanceOf(OtherHomeException.class);
    }

    @Test
    void aBackupNeverWritesIntoAFolderThatIsThereAndReplacesWhatAKilledOneLeft() throws IOException {
        Path backup = folder.resolve("backup");
        Path left = Files.createDirectories(folder.resolve("backup.unfinished")).resolve("half");
        Files.writeString(left, "half a file");
        Backup backups = new Backup(old.warehouse(), old.clock());

        backups.write(backup);

        assertThat(left).doesNotExist();
        assertThat(backup.resolve("half")).doesNotExist();
        assertThatThrownBy(() -> backups.write(backup))
                .isInstanceOf(WarehouseException.class)
                .hasMessageStartingWith(backup + " exists. ");
        assertThatThrownBy(() -> backups.write(old.home().root().resolve("backup")))
                .hasMessageContaining("lies in the home");
    }

    private RunResult restore() throws IOException {
        return old.run(RunRequest.of(
                RunCommand.RESTORE, LocalDate.of(2020, 1, 1), LocalDate.of(2026, 10, 16), RunRequest.Selection.ALL));
    }

    /** Rows of access logs come with the next night, from the files themselves. */
    private static List<String> withoutLogs(List<String> rows) {
        return rows.stream()
                .filter(row -> !row.startsWith("access-logs") && !row.matches("2026-10-15 0.*"))
                .toList();
    }

    /** In the middle, where no opening looks. */
    private static void damage(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            long length = bytes.length();
            for (long offset = length / 4; offset < length * 3 / 4; offset += 4096) {
                bytes.seek(offset);
                bytes.write(new byte[256]);
            }
        }
    }

    private static long countOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).count();
        }
    }
}
