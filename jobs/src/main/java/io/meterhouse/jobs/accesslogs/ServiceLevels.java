package io.meterhouse.jobs.accesslogs;

import io.meterhouse.warehouse.RowSource;
import io.meterhouse.warehouse.RowSource.Column;
import io.meterhouse.warehouse.WarehouseWriter;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** What services promise, rule by rule. */
final class ServiceLevels {

    private static final List<String> COLUMNS =
            List.of("service", "endpoint", "metric", "threshold", "valid_from", "valid_to");
    private static final List<String> PERCENT_METRICS =
            List.of("availability_percent", "success_percent", "throttled_percent");
    private static final List<String> DURATION_METRICS = List.of("mean_ms", "p50_ms", "p95_ms", "p99_ms");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal LARGEST_DURATION = new BigDecimal("1000000000");
    private static final int DECIMALS = 6;

    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setCommentMarker('#')
            .setIgnoreEmptyLines(true)
            .setTrim(true)
            .get();

    private record Rule(
            long position,
            String service,
            @Nullable String endpoint,
            String metric,
            String threshold,
            @Nullable String validFrom,
            @Nullable String validTo) {}

    private final List<Rule> rules;

    private ServiceLevels(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * The rules of a file; where there is none, nothing is promised.
     *
     * @throws FileNotLoadedException when the file cannot be read, naming every line of it that is no rule
     */
    static ServiceLevels of(Path file) {
        if (!Files.exists(file)) {
            return new ServiceLevels(List.of());
        }
        List<Rule> rules = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        try (Reader reader = Files.newBufferedReader(file);
                CSVParser lines = FORMAT.parse(reader)) {
            if (!lines.getHeaderNames().equals(COLUMNS)) {
                throw notLoaded("%s begins with the columns %s; it must begin with %s."
                        .formatted(file, String.join(",", lines.getHeaderNames()), String.join(",", COLUMNS)));
            }
            for (CSVRecord line : lines) {
                String problem = problem(line);
                if (problem == null) {
                    rules.add(rule(line));
                } else {
                    problems.add("line %d %s".formatted(lines.getCurrentLineNumber(), problem));
                }
            }
        } catch (IOException unreadable) {
            throw new FileNotLoadedException(
                    FileNotLoadedException.Kind.GAP,
                    "Cannot read %s: %s".formatted(file, unreadable.getMessage()),
                    unreadable);
        }
        if (!problems.isEmpty()) {
            throw notLoaded("Service levels stay as they were loaded before: in %s %s. Correct it and run again."
                    .formatted(file, String.join("; ", problems)));
        }
        return new ServiceLevels(rules);
    }

    /** Puts the rules in place of those that were loaded before. */
    void load(WarehouseWriter writer) {
        writer.stage("staged_service_level", rows());
        writer.inTransaction(() -> {
            writer.run("load/service_levels", Map.of());
            return rules.size();
        });
    }

    private RowSource rows() {
        List<Column> columns = List.of(
                Column.count("position"),
                Column.text("service_id"),
                Column.text("endpoint_path"),
                Column.text("metric"),
                Column.text("threshold"),
                Column.text("valid_from"),
                Column.text("valid_to"));
        return RowSource.of(columns, rules.iterator(), (rule, row) -> {
            row.count(0, rule.position());
            row.text(1, rule.service());
            row.text(2, rule.endpoint());
            row.text(3, rule.metric());
            row.text(4, rule.threshold());
            row.text(5, rule.validFrom());
            row.text(6, rule.validTo());
        });
    }

    private static Rule rule(CSVRecord line) {
        return new Rule(
                line.getRecordNumber(),
                line.get(0),
                filled(line.get(1)),
                line.get(2),
                line.get(3),
                filled(line.get(4)),
                filled(line.get(5)));
    }

    private static @Nullable String filled(String value) {
        return value.isEmpty() ? null : value;
    }

    /** What is wrong with a line; null when it is a rule. */
    private static @Nullable String problem(CSVRecord line) {
        if (!line.isConsistent() || line.get(0).isEmpty()) {
            return "is no rule; a rule is " + String.join(",", COLUMNS)
                    + ", of which endpoint and the two days may be empty";
        }
        String metric = line.get(2);
        if (!PERCENT_METRICS.contains(metric) && !DURATION_METRICS.contains(metric)) {
            return "measures '%s'; there are %s, %s"
                    .formatted(metric, String.join(", ", PERCENT_METRICS), String.join(", ", DURATION_METRICS));
        }
        if (!isThreshold(line.get(3), PERCENT_METRICS.contains(metric) ? HUNDRED : LARGEST_DURATION)) {
            return "has the threshold '%s'; that of %s is a number from 0%s with at most %d decimals"
                    .formatted(line.get(3), metric, PERCENT_METRICS.contains(metric) ? " to 100" : "", DECIMALS);
        }
        LocalDate from = LocalDate.MIN;
        LocalDate to = LocalDate.MAX;
        try {
            from = line.get(4).isEmpty() ? from : LocalDate.parse(line.get(4));
            to = line.get(5).isEmpty() ? to : LocalDate.parse(line.get(5));
        } catch (DateTimeParseException noDay) {
            return "holds from '%s' to '%s'; a day is written like 2026-09-30".formatted(line.get(4), line.get(5));
        }
        return from.isBefore(to)
                ? null
                : "holds on no day: valid_to %s is the first day on which it no longer does".formatted(to);
    }

    private static boolean isThreshold(String text, BigDecimal largest) {
        try {
            BigDecimal threshold = new BigDecimal(text);
            return threshold.signum() >= 0
                    && threshold.scale() <= DECIMALS
                    && threshold.scale() >= 0
                    && threshold.compareTo(largest) <= 0;
        } catch (NumberFormatException noNumber) {
            return false;
        }
    }

    private static FileNotLoadedException notLoaded(String message) {
        return new FileNotLoadedException(FileNotLoadedException.Kind.GAP, message);
    }
}
