package io.meterhouse.scheduler.cli;

import io.meterhouse.reports.Format;
import io.meterhouse.reports.RenderedReport;
import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.UsageFilter;
import io.meterhouse.reports.finance.FinanceReport;
import io.meterhouse.reports.operations.OperationsReport;
import io.meterhouse.scheduler.settings.Settings;
import io.meterhouse.warehouse.SnapshotReader;
import io.meterhouse.warehouse.WarehouseException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The reports of a night: finance for the month to date, and for each final month whose last change no edition shows yet. */
final class NightlyReports {

    private final Surroundings surroundings;
    private final Settings settings;
    private final Editions editions = new Editions();

    NightlyReports(Surroundings surroundings, Settings settings) {
        this.surroundings = surroundings;
        this.settings = settings;
    }

    /** What was rendered. */
    Editions editions() {
        return editions;
    }

    ExitCode render(LocalDate yesterday) {
        try (SnapshotReader snapshot = surroundings.warehouse(settings).snapshotOfReports()) {
            boolean isWhole = true;
            if (hasDaysOf(snapshot, "litellm")) {
                isWhole = tried("finance", shown -> renderFinance(shown, yesterday));
            }
            if (hasDaysOf(snapshot, "access-logs") || hasDaysOf(snapshot, "audit-logs")) {
                isWhole &= tried("operations", shown -> renderOperations(shown, yesterday));
            }
            return isWhole ? ExitCode.DONE : ExitCode.GAPS;
        } catch (WarehouseException unreadable) {
            surroundings.console().remark("Error: no report was rendered: " + unreadable.getMessage());
            return ExitCode.GAPS;
        }
    }

    /** One report that cannot be rendered is no reason to do without the other. */
    private boolean tried(String report, Consumer<SnapshotReader> rendering) {
        try (SnapshotReader shown = surroundings
                .warehouse(settings)
                .snapshotOfReports(settings.reports().personsOf(report))) {
            rendering.accept(shown);
            return true;
        } catch (RuntimeException notRendered) {
            surroundings
                    .console()
                    .remark("Error: the %s report was not rendered: %s".formatted(report, notRendered.getMessage()));
            return false;
        }
    }

    /** Whether there is anything to tell of a source, if only that it failed. */
    private static boolean hasDaysOf(SnapshotReader snapshot, String source) {
        return !snapshot.query(
                        "select 1 as one from ops.day_status where source = ? limit 1", row -> row.count("one"), source)
                .isEmpty();
    }

    private void renderFinance(SnapshotReader snapshot, LocalDate yesterday) {
        FinanceReport finance = new FinanceReport(
                settings.home(), surroundings.clock(), settings.reports().shape("finance"));
        Set<YearMonth> months = new TreeSet<>();
        snapshotsSinceLastChange(snapshot).forEach((month, snapshots) -> {
            Set<String> shown = finance.snapshotsOf(month(month, month.atEndOfMonth()));
            if (!month.atEndOfMonth().isAfter(yesterday) && snapshots.stream().noneMatch(shown::contains)) {
                months.add(month);
            }
        });
        months.add(YearMonth.from(yesterday));
        for (YearMonth month : months) {
            LocalDate last = month.atEndOfMonth().isAfter(yesterday) ? yesterday : month.atEndOfMonth();
            RenderedReport report = editions.of(finance, snapshot, month(month, last));
            report.cuts().forEach(surroundings.console()::remark);
            surroundings
                    .console()
                    .remark("Rendered finance for %s to %s: %s".formatted(month.atDay(1), last, report.folder()));
        }
    }

    private void renderOperations(SnapshotReader snapshot, LocalDate yesterday) {
        YearMonth month = YearMonth.from(yesterday);
        RenderedReport report = new OperationsReport(
                        settings.home(),
                        surroundings.clock(),
                        settings.reports().shape("operations"))
                .render(snapshot, month(month, yesterday));
        report.cuts().forEach(surroundings.console()::remark);
        surroundings
                .console()
                .remark("Rendered operations for %s to %s: %s".formatted(month.atDay(1), yesterday, report.folder()));
    }

    private static ReportRequest month(YearMonth month, LocalDate last) {
        return new ReportRequest(month.atDay(1), last, UsageFilter.none(), Format.usual());
    }

    /**
     * Each month of which every day is final, with the snapshots that hold it as it stands. Asked of the ledger and not of the
     * run, so that what one night could not render the next one does.
     */
    private static Map<YearMonth, Set<String>> snapshotsSinceLastChange(SnapshotReader snapshot) {
        Map<YearMonth, Set<String>> months = new TreeMap<>();
        snapshot.query(
                """
                with month as (
                    select
                        dim_date.month_start_date,
                        bool_and(coalesce(day_status.is_final and day_status.state in ('loaded', 'zero'), false)) as is_final,
                        max(day_status.loaded_at) as changed_at
                    from star.dim_date
                    left join ops.day_status
                        on day_status.source = 'litellm' and day_status.usage_date = dim_date.calendar_date
                    group by dim_date.month_start_date
                )
                select month.month_start_date, snapshot.snapshot_id
                from month
                join ops.snapshot on snapshot.published_at >= month.changed_at
                where month.is_final
                """,
                row -> months.computeIfAbsent(YearMonth.from(row.day("month_start_date")), month -> new TreeSet<>())
                        .add(row.text("snapshot_id")));
        return months;
    }
}
