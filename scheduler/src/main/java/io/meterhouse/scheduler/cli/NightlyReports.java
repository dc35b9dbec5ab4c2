package io.meterhouse.scheduler.cli;

import io.meterhouse.jobs.dailyusage.RunResult;
import io.meterhouse.reports.FinanceReport;
import io.meterhouse.reports.Format;
import io.meterhouse.reports.RenderedReport;
import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.UsageFilter;
import io.meterhouse.scheduler.settings.Settings;
import io.meterhouse.warehouse.SnapshotReader;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/** The reports of a night: finance for the month to date, and for each month whose last day became final. */
final class NightlyReports {

    private final Surroundings surroundings;
    private final Settings settings;

    NightlyReports(Surroundings surroundings, Settings settings) {
        this.surroundings = surroundings;
        this.settings = settings;
    }

    ExitCode render(LocalDate yesterday, RunResult result) {
        FinanceReport finance = new FinanceReport(settings.home(), surroundings.clock());
        try (SnapshotReader snapshot = surroundings.warehouse(settings).snapshot()) {
            Set<YearMonth> months = new TreeSet<>(monthsThatBecameFinal(snapshot, result));
            months.add(YearMonth.from(yesterday));
            for (YearMonth month : months) {
                LocalDate last = month.atEndOfMonth().isAfter(yesterday) ? yesterday : month.atEndOfMonth();
                RenderedReport report = finance.render(
                        snapshot,
                        new ReportRequest(month.atDay(1), last, UsageFilter.none(), EnumSet.allOf(Format.class)));
                surroundings
                        .console()
                        .remark("Rendered finance for %s to %s: %s".formatted(month.atDay(1), last, report.folder()));
            }
            return ExitCode.DONE;
        } catch (RuntimeException notRendered) {
            surroundings.console().remark("Error: the finance report was not rendered: " + notRendered.getMessage());
            return ExitCode.GAPS;
        }
    }

    private static Set<YearMonth> monthsThatBecameFinal(SnapshotReader snapshot, RunResult result) {
        Set<LocalDate> finalDays = new TreeSet<>(snapshot.query(
                "select usage_date from ops.day_status where is_final and usage_date = last_day(usage_date)",
                row -> row.day("usage_date")));
        finalDays.retainAll(Set.copyOf(result.loadedDays()));
        Set<YearMonth> months = new TreeSet<>();
        finalDays.forEach(day -> months.add(YearMonth.from(day)));
        return months;
    }
}
