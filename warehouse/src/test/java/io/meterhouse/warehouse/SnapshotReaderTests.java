package io.meterhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reader of the snapshot may do, and what not. */
class SnapshotReaderTests {

    @TempDir
    Path folder;

    private Warehouse warehouse;

    @BeforeEach
    void publishAnEmptySnapshot() {
        warehouse = new Warehouse(
                PreparedHome.in(folder),
                WarehouseProperties.defaults(),
                Clock.fixed(Instant.parse("2026-10-01T03:00:00Z"), ZoneOffset.UTC));
        try (Lease lease = warehouse.lease("test")) {
            lease.publish("S-1", "R-1");
        }
    }

    @Test
    void severalReadersReadAtOnceInUtc() {
        try (SnapshotReader one = warehouse.snapshot();
                SnapshotReader other = warehouse.snapshot()) {
            assertThat(one.table("select current_setting('TimeZone') as zone").rows())
                    .isEqualTo(List.of(List.of("UTC")));
            assertThat(other.table("select snapshot_id, run_id, published_at from ops.snapshot"))
                    .isEqualTo(new Table(
                            List.of("snapshot_id", "run_id", "published_at"),
                            List.of(List.of("S-1", "R-1", "2026-10-01 03:00:00"))));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from read_text('/etc/hostname')",
                "copy (select 1) to '/tmp/out.csv'",
                "attach '/tmp/other.duckdb'",
                "install httpfs",
                "set memory_limit = '10GB'",
                "set enable_external_access = true",
                "create table star.mine (a integer)",
                "delete from star.dim_user",
                "insert into ops.source values ('a', 'b', null)"
            })
    void whatIsNotReadingIsRefused(String statement) {
        try (SnapshotReader reader = warehouse.snapshot()) {
            assertThatThrownBy(() -> reader.table(statement)).isInstanceOf(WarehouseException.class);
            assertThat(reader.table("select count(*) as n from ops.source").rows())
                    .isEqualTo(List.of(List.of("0")));
        }
    }

    @Test
    void timesReadAsTheEngineWritesThem() {
        try (SnapshotReader reader = warehouse.snapshot()) {
            assertThat(reader.table(
                                    "select timestamp '2026-09-01 00:00:02', timestamp '2026-09-01 00:00:02.250', date '2026-09-01', '1.0'")
                            .rows())
                    .isEqualTo(List.of(List.of("2026-09-01 00:00:02", "2026-09-01 00:00:02.25", "2026-09-01", "1.0")));
        }
    }

    @Test
    void anOpenReaderKeepsItsDataWhileTheNextSnapshotTakesItsPlace() {
        try (SnapshotReader before = warehouse.snapshot()) {
            try (Lease lease = warehouse.lease("test")) {
                lease.publish("S-2", "R-2");
            }
            assertThat(before.table("select snapshot_id from ops.snapshot").rows())
                    .isEqualTo(List.of(List.of("S-1")));
        }
        try (SnapshotReader after = warehouse.snapshot()) {
            assertThat(after.table("select snapshot_id from ops.snapshot order by all")
                            .rows())
                    .isEqualTo(List.of(List.of("S-1"), List.of("S-2")));
        }
        assertThat(folder.resolve("published")).isDirectoryContaining(file -> file.endsWith("meterhouse.duckdb"));
        assertThat(folder.resolve("published")).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void theSnapshotAndItsFolderAreTheConfiguredGroupsToReadAndNobodyElses() throws Exception {
        String group = aGroupToGiveFilesTo();
        Warehouse shared = new Warehouse(
                warehouse.home(),
                WarehouseProperties.defaults(),
                new PublishedProperties(group, PublishedProperties.Persons.FULL),
                PrivacyProperties.defaults(),
                Clock.fixed(Instant.parse("2026-10-01T03:00:00Z"), ZoneOffset.UTC));
        try (Lease lease = shared.lease("test")) {
            lease.publish("S-2", "R-2");
        }

        PosixFileAttributes ofFolder = Files.readAttributes(folder.resolve("published"), PosixFileAttributes.class);
        assertThat(ofFolder.group().getName()).isEqualTo(group);
        assertThat(PosixFilePermissions.toString(ofFolder.permissions())).isEqualTo("rwxr-x---");
        PosixFileAttributes ofFile = Files.readAttributes(warehouse.home().publishedFile(), PosixFileAttributes.class);
        assertThat(ofFile.group().getName()).isEqualTo(group);
        assertThat(PosixFilePermissions.toString(ofFile.permissions())).isEqualTo("rw-r-----");
    }

    /** Another group than the folder's own where this user may give files away, else the folder's own. */
    private String aGroupToGiveFilesTo() throws Exception {
        Path probe = Files.createFile(folder.resolve("probe"));
        PosixFileAttributeView view = Files.getFileAttributeView(probe, PosixFileAttributeView.class);
        String own = view.readAttributes().group().getName();
        for (String other : List.of("daemon", "users")) {
            try {
                view.setGroup(
                        probe.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(other));
                return other;
            } catch (IOException unknownOrRefused) {
                assertThat(view.readAttributes().group().getName()).isEqualTo(own);
            }
        }
        return own;
    }

    @Test
    void withoutASnapshotTheReaderSaysWhatToDo() throws Exception {
        Files.delete(warehouse.home().publishedFile());
        assertThatThrownBy(warehouse::snapshot)
                .isInstanceOf(WarehouseException.class)
                .hasMessageContaining("Nothing is published yet")
                .hasMessageContaining("meterhouse nightly");
    }
}
