package io.meterhouse.jobs.retention;

import io.meterhouse.warehouse.ExpiredRows;
import io.meterhouse.warehouse.WarehouseWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Rows of the warehouse, and what the ledger says of their days, deleted in one transaction. */
final class ExpiringRows implements Expiring {

    private final String kind;
    private final String script;
    private final List<String> tables;
    private final LocalDate keptFrom;

    /**
     * Rows of one kind.
     *
     * @param script a file of {@code warehouse/sql/retention}, which deletes them
     * @param tables files of {@code warehouse/sql/archive}, which select them; the first tells the days
     */
    ExpiringRows(String kind, String script, List<String> tables, LocalDate keptFrom) {
        this.kind = kind;
        this.script = script;
        this.tables = List.copyOf(tables);
        this.keptFrom = keptFrom;
    }

    @Override
    public Expired look(WarehouseWriter writer) {
        long rows = 0;
        for (String table : tables) {
            rows += writer.expired(table, keptFrom).rowCount();
        }
        ExpiredRows first = writer.expired(tables.get(0), keptFrom);
        return Expired.rows(kind, rows, first.dayCount(), keptFrom);
    }

    void archive(WarehouseWriter writer, Path folder) {
        tables.forEach(table -> writer.archive(table, keptFrom, folder));
    }

    /** Also when no row is to go: a day without usage leaves the ledger's kept range like any other. */
    @Override
    public void delete(WarehouseWriter writer) {
        writer.inTransaction(() -> {
            writer.run("retention/" + script, Map.of("kept_from", keptFrom));
            return script;
        });
    }
}
