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
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    /** Every way out that the engine has: files, other databases, extensions, its own settings, and changes. */
    @Test
    void whatIsNotReadingIsRefused() {
        for (String statement : List.of(
                "select * from read_text('/etc/hostname')",
                "select * from read_blob('/etc/hostname')",
                "select * from read_csv('/etc/passwd')",
                "select * from read_json('/etc/passwd')",
                "select * from read_parquet('/etc/passwd')",
                "select * from '/etc/passwd.csv'",
                "select * from glob('/etc/*')",
                "select * from read_csv('https://example.org/data.csv')",
                "copy (select 1) to '/tmp/out.csv'",
                "copy ops.source from '/etc/passwd'",
                "export database '/tmp/exported'",
                "import database '/tmp/exported'",
                "attach '/tmp/other.duckdb'",
                "attach ':memory:' as other; attach '/tmp/other.duckdb' as third",
                "detach meterhouse",
                "install httpfs",
                "load httpfs",
                "load '/tmp/extension.duckdb_extension'",
                "create secret (type s3, key_id 'a', secret 'b')",
                "set memory_limit = '10GB'",
                "set temp_directory = '/tmp'",
                "set enable_external_access = true",
                "set lock_configuration = false",
                "reset enable_external_access",
                "pragma enable_logging('QueryLog', storage_path = '/tmp')",
                "pragma enable_profiling = 'json'; pragma profiling_output = '/tmp/profile.json'",
                "pragma temp_directory = '/tmp'",
                "create table star.mine (a integer)",
                "create or replace view marts.usage as select 1",
                "drop table star.dim_user",
                "delete from star.dim_user",
                "insert into ops.source values ('a', 'b', null)")) {
            try (SnapshotReader reader = warehouse.snapshot()) {
                assertThatThrownBy(() -> reader.table(statement)).as(statement).isInstanceOf(WarehouseException.class);
                assertThat(reader.table("select count(*) as n from meterhouse.ops.source")
                                .rows())
                        .isEqualTo(List.of(List.of("0")));
            }
        }
    }

    @Test
    void variablesOfTheEnvironmentCannotBeRead() {
        try (SnapshotReader reader = warehouse.snapshot()) {
            assertThatThrownBy(() -> reader.table("select getenv('PATH')")).isInstanceOf(WarehouseException.class);
        }
    }

    @Test
    void whatAQueryKeepsForItselfEndsAtTheMemoryAndTheDiskItMayHave() {
        WarehouseProperties small = new WarehouseProperties("32MB", 1, "10MB", "0KB");
        try (SnapshotReader reader = SnapshotReader.open(warehouse.home().publishedFile(), small)) {
            assertThatThrownBy(
                            () -> reader.table(
                                    "create temp table mine as select uuid() as id from range(10_000_000); select count(*) from mine"))
                    .isInstanceOf(WarehouseException.class)
                    .hasMessageContaining("Out of Memory")
                    .hasMessageContaining("9.5 MiB used");
        }
        assertThat(Path.of(".tmp")).doesNotExist();
    }

    @Test
    void aQueryThatTakesTooLongIsBrokenOff() {
        try (SnapshotReader reader = warehouse.snapshot()) {
            reader.breakOffAfter(Duration.ofSeconds(1));

            assertThatThrownBy(
                            () -> reader.table(
                                    "select count(*) from range(1_000_000) as a, range(1_000_000) as b where hash(a.range + b.range) = 1"))
                    .isInstanceOf(WarehouseException.class)
                    .hasMessage("it took longer than 1 seconds and was broken off");
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
