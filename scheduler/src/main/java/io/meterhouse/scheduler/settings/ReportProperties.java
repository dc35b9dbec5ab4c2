package io.meterhouse.scheduler.settings;

import io.meterhouse.reports.files.ByteOrderMark;
import io.meterhouse.reports.files.FileShape;
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

    private static final List<String> REPORTS = List.of("finance", "usage", "operations", "statement");

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
        return problems;
    }

    private static List<String> unknown(String setting, Set<String> named) {
        return new TreeSet<>(named)
                .stream()
                        .filter(report -> !REPORTS.contains(report))
                        .map(report -> "meterhouse.reports.%s names the report '%s'; the reports are: %s."
                                .formatted(setting, report, String.join(", ", REPORTS)))
                        .toList();
    }
}
