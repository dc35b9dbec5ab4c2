package io.meterhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A check blocks or warns as its first words say, and shows a sample of what it finds. */
class QualityCheckTests {

    @TempDir
    Path folder;

    @Test
    void theFirstWordsOfACheckSayWhetherItBlocks() {
        assertThat(QualityCheck.severity(new SqlScript("checks/one", "-- Blocks. Guards.\nselect 1")))
                .isEqualTo(QualityCheck.Severity.BLOCKS);
        assertThat(QualityCheck.severity(new SqlScript("checks/one", "-- Warns. Tells.\nselect 1")))
                .isEqualTo(QualityCheck.Severity.WARNS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-- Block. Guards.", "-- blocks. Guards.", "--Blocks. Guards.", "select 1"})
    void aSlipOfThePenIsSaidAndDisarmsNoCheck(String text) {
        assertThatThrownBy(() -> QualityCheck.severity(new SqlScript("checks/one", text)))
                .isInstanceOf(WarehouseException.class)
                .hasMessage("The quality check checks/one begins neither with '-- Blocks.' nor with '-- Warns.'.");
    }

    @Test
    void allOffendingRowsAreCountedAndTwentyShown() {
        Warehouse warehouse = new Warehouse(
                PreparedHome.in(folder),
                WarehouseProperties.defaults(),
                Clock.fixed(Instant.parse("2026-10-01T03:00:00Z"), ZoneOffset.UTC));
        try (Lease lease = warehouse.lease("test")) {
            lease.writer().query("""
                    insert into star.fact_usage_daily
                    select 'litellm', date '2026-09-01', 0, 0, 0, range, 0, 3, 1, 1, 0, 0, 0, 0, 0, 0, null, null, null, 0
                    from range(1000)
                    returning 1 as n
                    """, row -> row.count("n"));
            List<QualityCheck> checks = QualityCheck.all();
            QualityCheck.Result broken =
                    lease.writer().check(named(checks, "fact_usage_daily__successes_and_failures_are_all_requests"));
            QualityCheck.Result passed = lease.writer().check(named(checks, "fact_usage_daily__grain_is_unique"));

            assertThat(broken.offendingRowCount()).isEqualTo(1000);
            assertThat(broken.sample().rows()).hasSize(20);
            assertThat(broken.sample().columns()).startsWith("usage_date", "api_key_key");
            assertThat(passed.isBroken()).isFalse();
            assertThat(passed.sample().rows()).isEmpty();
        }
    }

    @Test
    void daysOfOtherSourcesAreNoGapOfUsage() {
        SmallWarehouse small = new SmallWarehouse(folder);
        small.fill(rows ->
                rows.days("2026-09-01", "2026-09-02", "loaded", true).daysOf("audit-logs", "2025-09-01", "2025-09-03"));
        List<QualityCheck> checks = QualityCheck.all();

        try (SnapshotReader snapshot = small.snapshot()) {
            assertThat(snapshot.check(named(checks, "day_status__no_gap_between_first_and_last_day"))
                            .isBroken())
                    .isFalse();
        }
    }

    private static QualityCheck named(List<QualityCheck> checks, String name) {
        return checks.stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
