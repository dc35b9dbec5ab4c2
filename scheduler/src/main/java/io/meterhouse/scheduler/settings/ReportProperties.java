package io.meterhouse.scheduler.settings;

import io.meterhouse.reports.edition.Content;
import io.meterhouse.reports.files.ByteOrderMark;
import io.meterhouse.reports.files.FileShape;
import io.meterhouse.reports.finance.FinanceReport;
import io.meterhouse.reports.operations.OperationsReport;
import io.meterhouse.reports.optimizer.OptimizerReport;
import io.meterhouse.reports.statement.StatementReport;
import io.meterhouse.reports.usage.UsageReport;
import io.meterhouse.warehouse.PublishedProperties.Persons;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How reports are written.
 *
 * @param mostRows rows that a table has in files, at least 1; what is left out is announced
 * @param csvByteOrderMark whether CSV files begin with the mark by which Excel knows UTF-8
 * @param without by name of a report the names of sections that it does not have
 * @param persons by name of a report what it shows of persons, where that is less than the snapshot shows
 */
@ConfigurationProperties("meterhouse.reports")
public record ReportProperties(
        @DefaultValue("100000") int mostRows,
        @DefaultValue("off") ByteOrderMark csvByteOrderMark,
        @DefaultValue Map<String, Set<String>> without,
        @DefaultValue Map<String, Persons> persons) {

    private static final List<Content> REPORTS = List.of(
            FinanceReport.content(),
            UsageReport.content(),
            OperationsReport.content(),
            OptimizerReport.content(),
            StatementReport.content());

    /** Copies the maps. */
    public ReportProperties {
        without = Map.copyOf(without);
        persons = Map.copyOf(persons);
    }

    /** How the files of a report are written. */
    public FileShape shape(String report) {
        return new FileShape(mostRows, csvByteOrderMark, without.getOrDefault(report, Set.of()));
    }

    /** What a report may show of persons, if the snapshot does. */
    public Persons personsOf(String report) {
        return persons.getOrDefault(report, Persons.FULL);
    }

    /** What is wrong with these settings, a sentence each. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (mostRows < 1) {
            problems.add("meterhouse.reports.most-rows is %d; a table has at least 1 row.".formatted(mostRows));
        }
        problems.addAll(unknown("without", without.keySet()));
        problems.addAll(unknown("persons", persons.keySet()));
        REPORTS.forEach(report -> problems.addAll(unknownSections(report)));
        return problems;
    }

    /** A section that is left out under a wrong name would be printed. */
    private List<String> unknownSections(Content report) {
        return new TreeSet<>(without.getOrDefault(report.report(), Set.of()))
                .stream()
                        .filter(section -> !report.sections().contains(section))
                        .map(section ->
                                "meterhouse.reports.without.%s names the section '%s', which the %s report does not have; its sections are: %s."
                                        .formatted(
                                                report.report(),
                                                section,
                                                report.report(),
                                                String.join(", ", report.sections())))
                        .toList();
    }

    private static List<String> unknown(String setting, Set<String> named) {
        List<String> known = REPORTS.stream().map(Content::report).toList();
        return new TreeSet<>(named)
                .stream()
                        .filter(report -> !known.contains(report))
                        .map(report -> "meterhouse.reports.%s names the report '%s'; the reports are: %s."
                                .formatted(setting, report, String.join(", ", known)))
                        .toList();
    }
}
