package io.meterhouse.reports.star;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.reports.edition.RenderedText;
import io.meterhouse.reports.exports.ExportFormat;
import io.meterhouse.reports.exports.ExportRequest;
import io.meterhouse.reports.exports.Exported;
import io.meterhouse.warehouse.SmallWarehouse;
import io.meterhouse.warehouse.SnapshotReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any program that reads Parquet reads the star: facts by day, dimensions whole. */
class StarExportTests {

    @TempDir
    Path folder;

    @Test
    void factsLieInAFolderADayAndDimensionsInAFileEach() throws SQLException, IOException {
        SmallWarehouse warehouse = new SmallWarehouse(folder);
        warehouse.fill(rows -> rows.snapshot("snapshot-42", "run-0042", "2026-10-01 02:59:00")
                .days("2026-09-01", "2026-09-30", "loaded", true)
                .usage("2026-09-02", "ann", "red", "gpt", "openai", 10, "2.5")
                .usage("2026-09-03", "ann", "red", "gpt", "openai", 20, "3.285")
                .usage("2026-09-04", "bob", "red", "gpt", "openai", 40, "1"));

        Exported exported;
        try (SnapshotReader snapshot = warehouse.snapshot()) {
            exported = new StarExport(warehouse.home(), SmallWarehouse.CLOCK)
                    .write(
                            snapshot,
                            new ExportRequest(
                                    LocalDate.parse("2026-09-01"),
                                    LocalDate.parse("2026-09-03"),
                                    Set.of(ExportFormat.PARQUET)));
        }

        Path facts = exported.folder().resolve("fact_usage_daily");
        assertThat(facts.resolve("usage_date=2026-09-02")).isDirectory();
        assertThat(facts.resolve("usage_date=2026-09-03")).isDirectory();
        assertThat(facts.resolve("usage_date=2026-09-04")).doesNotExist();
        assertThat(Files.exists(exported.folder().resolve("dim_user.parquet"))).isTrue();
        assertThat(answers("""
                        select usage_date, user_id, request_count, spend_usd, typeof(usage_date)
                        from read_parquet('%1$s/fact_usage_daily/*/*.parquet', hive_partitioning = true)
                        join read_parquet('%1$s/dim_user.parquet') using (user_key)
                        order by usage_date
                        """.formatted(exported.folder())))
                .containsExactly(
                        "2026-09-02 | ann | 10 | 2.500000000000 | DATE",
                        "2026-09-03 | ann | 20 | 3.285000000000 | DATE");
        assertThat(exported.files())
                .extracting(file -> file.getFileName().toString())
                .contains("fact_usage_daily", "fact_booking.parquet", "dim_provider_account.parquet");
        assertThat(RenderedText.holds(exported.folder().resolve("dim_user.parquet"), text -> text.contains("bob")))
                .isTrue();
        assertThat(RenderedText.holds(facts, text -> text.contains("bob"))).isFalse();
    }

    /** An engine of its own, which knows nothing of the home. */
    private static List<String> answers(String sql) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    values.add(rows.getString(i));
                }
                lines.add(String.join(" | ", values));
            }
        }
        return lines;
    }
}
