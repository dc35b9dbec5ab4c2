package io.meterhouse.scheduler.cli;

import io.meterhouse.reports.Report;
import io.meterhouse.reports.finance.FinanceReport;
import io.meterhouse.reports.operations.OperationsReport;
import io.meterhouse.reports.optimizer.OptimizerReport;
import io.meterhouse.reports.statement.StatementReport;
import io.meterhouse.reports.usage.UsageReport;
import io.meterhouse.scheduler.settings.Settings;
import java.util.List;
import java.util.Optional;

/** The reports of a home, by name. */
final class Reports {

    /** Their names, in the order in which they are listed. */
    static final List<String> NAMES = List.of("finance", "usage", "operations", "optimizer", "statement");

    private final List<Report> all;

    Reports(Surroundings surroundings, Settings settings) {
        this.all = List.of(
                new FinanceReport(
                        settings.home(),
                        surroundings.clock(),
                        settings.reports().shape("finance")),
                new UsageReport(
                        settings.home(),
                        surroundings.clock(),
                        settings.reports().shape("usage")),
                new OperationsReport(
                        settings.home(),
                        surroundings.clock(),
                        settings.reports().shape("operations")),
                new OptimizerReport(
                        settings.home(),
                        surroundings.clock(),
                        settings.reports().shape("optimizer")),
                new StatementReport(
                        settings.home(),
                        surroundings.clock(),
                        settings.reports().shape("statement")));
    }

    Optional<Report> named(String name) {
        return all.stream().filter(report -> report.name().equals(name)).findFirst();
    }
}
