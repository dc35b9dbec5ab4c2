package io.meterhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever plans sees the ledgers as they are and leaves no trace. */
class LedgerCopyTests {

    @TempDir
    Path folder;

    private Warehouse warehouse;

    @BeforeEach
    void makeAWarehouse() {
        warehouse = warehouseIn(PreparedHome.in(folder.resolve("home")));
    }

    @Test
    void whatAKilledProcessLeftInTheLogIsSeenAndStaysThere() throws IOException {
        WarehouseHome killed = PreparedHome.in(folder.resolve("killed"));
        try (Lease lease = warehouse.lease("test")) {
            insertADay(lease.writer());
            copy(warehouse.home().warehouseFile(), killed.warehouseFile());
            copy(log(warehouse.home()), log(killed));
        }
        assertThat(Files.size(log(killed))).isPositive();
        Map<Path, Long> before = sizes(killed);

        List<String> days = warehouseIn(killed)
                .planning(
                        "backfill",
                        ledger -> ledger.query(
                                "select usage_date::varchar as day from ops.day_status", row -> row.text("day")));

        assertThat(days).containsExactly("2026-10-01");
        assertThat(sizes(killed)).isEqualTo(before);
    }

    @Test
    void whatIsDoneToTheCopyStaysInIt() {
        warehouse.planning("backfill", LedgerCopyTests::insertADay);

        assertThat(warehouse.<Long>planning("backfill", LedgerCopyTests::countDays))
                .isZero();
    }

    @Test
    void whileSomebodyWritesNobodyPlans() {
        try (Lease lease = warehouse.lease("nightly")) {
            assertThatThrownBy(() -> warehouse.planning("backfill", LedgerCopyTests::countDays))
                    .isInstanceOf(LeaseHeldException.class)
                    .hasMessageContaining("'nightly', process %d, since "
                            .formatted(ProcessHandle.current().pid()));
        }
    }

    private static Warehouse warehouseIn(WarehouseHome home) {
        return new Warehouse(home, WarehouseProperties.defaults(), Clock.systemUTC());
    }

    private static long insertADay(WarehouseWriter ledger) {
        return ledger.query(
                        "insert into ops.day_status (source, usage_date, state, is_final, last_attempt_at, attempt_count, run_id) values ('litellm', '2026-10-01', 'failed', false, '2026-10-02 02:30:00', 1, 'R-1') returning 1 as n",
                        row -> row.count("n"))
                .get(0);
    }

    private static long countDays(WarehouseWriter ledger) {
        return ledger.query("select count(*) as n from ops.day_status", row -> row.count("n"))
                .get(0);
    }

    private static Path log(WarehouseHome home) {
        return home.warehouseFile().resolveSibling("meterhouse.duckdb.wal");
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Map<Path, Long> sizes(WarehouseHome home) throws IOException {
        Map<Path, Long> sizes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(home.warehouseFile().getParent())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sizes.put(file, Files.size(file));
            }
        }
        return sizes;
    }
}
