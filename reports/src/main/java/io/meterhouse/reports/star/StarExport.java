package io.meterhouse.reports.star;

import io.meterhouse.reports.exports.Export;
import io.meterhouse.reports.exports.ExportFolder;
import io.meterhouse.reports.exports.ExportFormat;
import io.meterhouse.reports.exports.ExportRequest;
import io.meterhouse.reports.exports.Exported;
import io.meterhouse.warehouse.CopyFormat;
import io.meterhouse.warehouse.SnapshotReader;
import io.meterhouse.warehouse.WarehouseHome;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/**
 * The star as Parquet: a folder {@code usage_date=YYYY-MM-DD} for each day of the facts that have one, and a file for every other
 * table. It shows of persons what the snapshot does.
 */
public final class StarExport implements Export {

    private static final String NAME = "star";

    private final WarehouseHome home;
    private final Clock clock;

    /**
     * Makes the export of a home.
     *
     * @param home where versions are kept, under {@link WarehouseHome#reports()}
     * @param clock tells when it was written
     */
    public StarExport(WarehouseHome home, Clock clock) {
        this.home = home;
        this.clock = clock;
    }

    /** A table of the star; by day when it has a column usage_date. */
    private record StarTable(String name, boolean isByDay) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<ExportFormat> formats() {
        return Set.of(ExportFormat.PARQUET);
    }

    @Override
    public Exported write(SnapshotReader snapshot, ExportRequest request) {
        Instant generatedAt = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        try (ExportFolder folder = ExportFolder.begin(home, NAME, request)) {
            for (StarTable table : tables(snapshot)) {
                if (table.isByDay()) {
                    snapshot.copy(
                            "from star.%s where usage_date between date '%s' and date '%s'"
                                    .formatted(table.name(), request.from(), request.to()),
                            CopyFormat.PARQUET_BY_DAY,
                            folder.file(table.name()));
                } else {
                    snapshot.copy(
                            "from star." + table.name(), CopyFormat.PARQUET, folder.file(table.name() + ".parquet"));
                }
            }
            return folder.complete(snapshot, generatedAt, List.of(), List.of());
        }
    }

    private static List<StarTable> tables(SnapshotReader snapshot) {
        return snapshot.query("""
                select table_name, bool_or(column_name = 'usage_date' and starts_with(table_name, 'fact_')) as is_by_day
                from duckdb_columns()
                where database_name = current_database() and schema_name = 'star'
                group by table_name
                order by table_name
                """, row -> new StarTable(row.text("table_name"), row.flag("is_by_day")));
    }
}
