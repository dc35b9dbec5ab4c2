package io.meterhouse.warehouse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** What a warehouse knows of its sources, in memory: whoever plans on it changes nothing, not even the version of the file. */
final class LedgerCopy {

    private static final Path IN_MEMORY = Path.of(":memory:");
    private static final List<String> LEDGERS =
            List.of("day_status", "run", "source", "source_file", "usage_feed_file", "audit_watermark");

    private LedgerCopy() {}

    /**
     * The ledgers of a home; empty ones when it has no warehouse yet.
     *
     * @throws WarehouseException when the file cannot be read
     */
    static WarehouseWriter of(WarehouseHome home, WarehouseProperties limits, Clock clock) {
        WarehouseWriter copy = WriterFile.openNew(IN_MEMORY, home, limits, clock);
        boolean isWhole = false;
        try {
            if (Files.exists(home.warehouseFile())) {
                copy.attachWhole(home.warehouseFile());
                for (String ledger : existing(copy)) {
                    copy.execute(new SqlScript(
                            "copy of ops." + ledger,
                            "insert into ops.%1$s by name select * from whole.ops.%1$s".formatted(ledger)));
                }
                copy.detachWhole();
            }
            isWhole = true;
            return copy;
        } finally {
            if (!isWhole) {
                copy.close();
            }
        }
    }

    /** A file of an earlier version has fewer of them. */
    private static List<String> existing(WarehouseWriter copy) {
        return copy
                .query(
                        "select table_name from duckdb_tables() where database_name = 'whole' and schema_name = 'ops'",
                        row -> row.text("table_name"))
                .stream()
                .filter(LEDGERS::contains)
                .toList();
    }
}
