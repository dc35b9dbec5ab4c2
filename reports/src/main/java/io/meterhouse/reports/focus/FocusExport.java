package io.meterhouse.reports.focus;

import io.meterhouse.reports.exports.Export;
import io.meterhouse.reports.exports.ExportFolder;
import io.meterhouse.reports.exports.ExportFormat;
import io.meterhouse.reports.exports.ExportRequest;
import io.meterhouse.reports.exports.Exported;
import io.meterhouse.warehouse.CopyFormat;
import io.meterhouse.warehouse.SnapshotReader;
import io.meterhouse.warehouse.WarehouseHome;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Costs in the columns of FOCUS 1.4. The engine writes each month once, as Parquet; the CSV file is made of it, and the rules are
 * asked of it.
 */
public final class FocusExport implements Export {

    private static final String NAME = "focus";

    private final WarehouseHome home;
    private final Clock clock;

    /**
     * Makes the export of a home.
     *
     * @param home where versions are kept, under {@link WarehouseHome#reports()}
     * @param clock tells when it was written
     */
    public FocusExport(WarehouseHome home, Clock clock) {
        this.home = home;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<ExportFormat> formats() {
        return Set.of(ExportFormat.CSV, ExportFormat.PARQUET);
    }

    @Override
    public Exported write(SnapshotReader snapshot, ExportRequest request) {
        Instant generatedAt = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        try (ExportFolder folder = ExportFolder.begin(home, NAME, request)) {
            List<MonthCheck> checks = new ArrayList<>();
            for (ChargedMonth month : ChargedMonth.of(request)) {
                write(snapshot, request, month, folder);
                checks.add(MonthCheck.of(snapshot, month));
            }
            SelfCheck result = new SelfCheck(checks, unnamedProviders(snapshot, request));
            folder.json("focus_checks.json", result.asDocument());
            return folder.complete(snapshot, generatedAt, result.remarks(), result.problems());
        }
    }

    private static void write(SnapshotReader snapshot, ExportRequest request, ChargedMonth month, ExportFolder folder) {
        String file = "focus_%s.parquet".formatted(month.month());
        Path rows = request.formats().contains(ExportFormat.PARQUET) ? folder.file(file) : folder.scratch(file);
        snapshot.copy(
                "from marts.focus_costs(date '%s', date '%s')".formatted(month.from(), month.to()),
                CopyFormat.PARQUET,
                rows);
        snapshot.name("focus_costs", rows);
        if (request.formats().contains(ExportFormat.CSV)) {
            snapshot.copy(harmless(snapshot), CopyFormat.CSV, folder.file("focus_%s.csv".formatted(month.month())));
        }
    }

    /** Only text can carry a formula that a spreadsheet would run; an apostrophe in front makes it text again. */
    private static String harmless(SnapshotReader snapshot) {
        List<String> texts = snapshot.query(
                "select column_name from (describe focus_costs) where column_type = 'VARCHAR'",
                row -> row.text("column_name"));
        return texts.stream()
                .map(
                        "if(ascii(\"%1$s\") in (61, 43, 45, 64, 9, 13), '''' || \"%1$s\", \"%1$s\") as \"%1$s\""
                                ::formatted)
                .collect(Collectors.joining(", ", "select * replace (", ") from focus_costs"));
    }

    /** Providers that the book does not name on some day of usage. */
    private static List<String> unnamedProviders(SnapshotReader snapshot, ExportRequest request) {
        return snapshot.query("""
                select distinct dim_provider.provider_id
                from star.fact_usage_daily
                join star.dim_provider using (provider_key)
                where usage_date between ? and ?
                    and dim_provider.provider_id <> 'unknown'
                    and not exists (
                        from star.dim_provider_account as account
                        where account.provider_id = dim_provider.provider_id
                            and account.valid_from <= usage_date
                            and account.valid_to > usage_date
                    )
                order by dim_provider.provider_id
                """, row -> row.text("provider_id"), request.from(), request.to());
    }
}
