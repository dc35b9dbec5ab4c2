package io.meterhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a report was made of is kept beside it and reads back as it was. */
class ParquetFolderTests {

    private static final String VALUES = """
            -- Grain: one row per number.
            select
                i as n,
                sum(i) over () as total,
                i * 1.50 as amount,
                i / 4 as part,
                $1::date as day,
                timestamp '2026-09-01 10:00:00' as at,
                i > 1 as is_large,
                case when i > 1 then 'Zoë ''=1+1' end as "text"
            from range(3) as numbers(i)
            order by i desc; -- the largest first
            """;

    @TempDir
    Path folder;

    private SmallWarehouse small;
    private Path rows;

    @BeforeEach
    void publish() throws IOException {
        small = new SmallWarehouse(folder.resolve("home"));
        small.fill(filling -> filling.snapshot("snapshot-42", "run-42", "2026-10-01 03:00:00"));
        rows = Files.createDirectories(small.home().reports().resolve("finance/it's/rows"));
    }

    @Test
    void anAnswerReadsBackAsItWasWithItsOrderAndTypes() {
        keep(VALUES, rows.resolve("numbers.parquet"));

        try (ParquetFolder kept = ParquetFolder.open(rows)) {
            assertThat(kept.columns("numbers"))
                    .extracting(ParquetFolder.Column::type)
                    .containsExactly(
                            "BIGINT",
                            "DECIMAL(38,0)",
                            "DECIMAL(22,2)",
                            "DOUBLE",
                            "DATE",
                            "TIMESTAMP",
                            "BOOLEAN",
                            "VARCHAR");
            List<String> lines = new ArrayList<>();
            kept.stream("numbers", new Answer() {
                @Override
                public void columns(List<String> names) {
                    lines.add(String.join(",", names));
                }

                @Override
                public void row(List<@Nullable Object> values) {
                    lines.add(values.toString());
                }
            });
            assertThat(lines)
                    .containsExactly(
                            "n,total,amount,part,day,at,is_large,text",
                            "[2, 3, 3.00, 0.5, 2026-09-30, 2026-09-01 10:00:00, true, Zoë '=1+1]",
                            "[1, 3, 1.50, 0.25, 2026-09-30, 2026-09-01 10:00:00, false, null]",
                            "[0, 3, 0.00, 0.0, 2026-09-30, 2026-09-01 10:00:00, false, null]");
            assertThat(kept.rows("numbers", 2, row -> row.count("n"))).containsExactly(2L, 1L);
            assertThat(kept.count("numbers")).isEqualTo(3);
            assertThat(kept.holds("numbers")).isTrue();
            assertThat(kept.holds("letters")).isFalse();
        }
    }

    @Test
    void aReportWritesBelowItsOwnFolderOnly() {
        for (Path elsewhere : List.of(
                folder.resolve("elsewhere.parquet"),
                small.home().root().resolve("reports-too.parquet"),
                small.home().reports().resolve("../outside.parquet"),
                small.home().publishedFolder().resolve("rows.parquet"))) {
            assertThatThrownBy(() -> keep("select 1 as one", elsewhere))
                    .isInstanceOf(WarehouseException.class)
                    .hasMessageContaining("disabled by configuration");
        }
    }

    @Test
    void whatAnybodyMayAskWritesNothing() {
        Warehouse warehouse = new Warehouse(small.home(), WarehouseProperties.defaults(), SmallWarehouse.CLOCK);
        try (SnapshotReader snapshot = warehouse.snapshot()) {
            assertThatThrownBy(() -> snapshot.keep("select 1 as one", List.of(), rows.resolve("one.parquet")))
                    .isInstanceOf(WarehouseException.class)
                    .hasMessageContaining("disabled by configuration");
        }
    }

    @Test
    void whoReadsKeptRowsReadsNothingElse() {
        keep("select 1 as one", small.home().reports().resolve("one.parquet"));
        try (ParquetFolder kept = ParquetFolder.open(rows)) {
            assertThatThrownBy(() -> kept.rows("../../../one", row -> row.count("one")))
                    .isInstanceOf(WarehouseException.class)
                    .hasMessageContaining("disabled by configuration");
        }
    }

    @Test
    void aHomeBehindALinkKeepsRowsToo() throws IOException {
        Path link =
                Files.createSymbolicLink(folder.resolve("link"), small.home().root());
        Warehouse warehouse =
                new Warehouse(new WarehouseHome(link), WarehouseProperties.defaults(), SmallWarehouse.CLOCK);
        Path linked = link.resolve("reports/finance/it's/rows");

        try (SnapshotReader snapshot = warehouse.snapshotOfReports()) {
            snapshot.keep("select 1 as one", List.of(), linked.resolve("one.parquet"));
        }

        try (ParquetFolder kept = ParquetFolder.open(linked)) {
            assertThat(kept.rows("one", row -> row.count("one"))).containsExactly(1L);
        }
    }

    private void keep(String sql, Path file) {
        try (SnapshotReader snapshot = small.snapshot()) {
            snapshot.keep(sql, sql.contains("$1") ? List.of("2026-09-30") : List.of(), file);
        }
    }
}
