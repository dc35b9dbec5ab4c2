package io.meterhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of which much was deleted is written anew, smaller, and is the same warehouse. */
class CompactedFileTests {

    private static final String SECRET = "whoever-was-deleted";

    @TempDir
    Path folder;

    @Test
    void aFileOfWhichMuchWasDeletedIsWrittenAnewWithEverythingElse() throws IOException {
        Warehouse warehouse =
                new Warehouse(PreparedHome.in(folder), WarehouseProperties.defaults(), SmallWarehouse.CLOCK);
        Path file = warehouse.home().warehouseFile();
        List<String> objects;
        try (Lease lease = warehouse.lease("test")) {
            WarehouseWriter writer = lease.writer();
            writer.execute(new SqlScript("that fills", """
                    select nextval('ops.next_user_key') from range(41);
                    insert into ops.source values ('litellm', 'http://proxy', timestamp '2026-09-01 00:00:00');
                    insert into ops.reject select 1, line, line, md5(line::varchar), 'whoever-was-deleted ' || md5(line::varchar) || line
                    from range(300000) as lines(line)
                    """));
            objects = objects(writer);
            assertThat(lease.compact(0.3)).as("while all of it is used").isEmpty();
            lease.writer().execute(new SqlScript("that deletes", "delete from ops.reject"));
            Optional<Long> before = lease.compact(0.3);

            assertThat(before).hasValueSatisfying(bytes -> assertThat(bytes).isGreaterThan(10_000_000));
            assertThat(Files.size(file)).isLessThan(before.orElseThrow() / 2);
            assertThat(objects(lease.writer())).isEqualTo(objects);
            assertThat(lease.writer().query("select nextval('ops.next_user_key') as next", row -> row.count("next")))
                    .as("a key is given out once")
                    .containsExactly(42L);
            assertThat(lease.writer().query("select base_url from ops.source", row -> row.text("base_url")))
                    .containsExactly("http://proxy");
        }
        assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain(SECRET);
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aCompactedFileStillShowsThatNobodyTookItsPersonsOut() {
        Warehouse warehouse =
                new Warehouse(PreparedHome.in(folder), WarehouseProperties.defaults(), SmallWarehouse.CLOCK);
        try (Lease lease = warehouse.lease("test")) {
            lease.writer().execute(new SqlScript("that fills", """
                    select nextval('ops.next_user_key') from range(41);
                    insert into star.dim_user select * replace (41 as user_key, 'ann' as user_id) from star.dim_user limit 1
                    """));
            lease.compact(-1);
        }
        assertThat(RestoredFile.hasItsPersons(warehouse.home().warehouseFile(), WarehouseProperties.defaults()))
                .isTrue();
    }

    @Test
    void whatIsLeftOfACompactionThatWasKilledIsReplaced() throws IOException {
        Warehouse warehouse =
                new Warehouse(PreparedHome.in(folder), WarehouseProperties.defaults(), SmallWarehouse.CLOCK);
        Path left = warehouse.home().warehouseFile().resolveSibling("meterhouse.duckdb.compacted.tmp");
        Files.writeString(left, "half a file", StandardOpenOption.CREATE);

        try (Lease lease = warehouse.lease("test")) {
            assertThat(lease.compact(-1)).isPresent();
            lease.publish("S-1", "R-1");
        }

        assertThat(left).doesNotExist();
        try (SnapshotReader snapshot = warehouse.snapshot()) {
            assertThat(snapshot.query("select snapshot_id from ops.snapshot", row -> row.text("snapshot_id")))
                    .containsExactly("S-1");
            assertThat(snapshot.query(
                            "select day_count from marts.coverage(date '2026-09-01', date '2026-09-02')",
                            row -> row.count("day_count")))
                    .containsExactly(2L);
        }
    }

    private static List<String> objects(WarehouseWriter writer) {
        writer.run("retention/rejects", Map.of("kept_from", "2020-01-01"));
        return writer.query("""
                select 'column ' || table_name || ' ' || column_name || ' ' || coalesce(comment, '-') as line
                from duckdb_columns() where database_name = current_database() and schema_name in ('star', 'ops', 'marts')
                union all
                select 'macro ' || function_name || ' ' || coalesce(comment, '-')
                from duckdb_functions() where database_name = current_database() and schema_name = 'marts'
                order by line
                """, row -> row.text("line"));
    }
}
