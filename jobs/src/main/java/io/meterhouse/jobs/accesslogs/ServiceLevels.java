package io.meterhouse.jobs.accesslogs;

import io.meterhouse.jobs.books.Book;
import io.meterhouse.jobs.books.BookLine;
import io.meterhouse.jobs.books.LineRefusedException;
import io.meterhouse.jobs.books.Validity;
import io.meterhouse.warehouse.RowSource;
import io.meterhouse.warehouse.RowSource.Column;
import io.meterhouse.warehouse.WarehouseWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

    private record Rule(
            long position,
            String service,
            @Nullable String endpoint,
            String metric,
            String threshold,
            String validFrom,
            String validTo) {}

    private final List<Rule> rules;

    private ServiceLevels(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * The rules of a file; where there is none, nothing is promised.
     *
     * @throws io.meterhouse.jobs.books.BookRefusedException when the file cannot be read, naming every line of it that is no rule
     */
    static ServiceLevels of(Path file) {
        return new ServiceLevels(new Book(file, COLUMNS).linesIfThere(ServiceLevels::rule));
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

    private static Rule rule(BookLine line) {
        if (!line.isWhole() || line.text("service").isEmpty()) {
            throw new LineRefusedException("is no rule; a rule is " + String.join(",", COLUMNS)
                    + ", of which endpoint and the two days may be empty");
        }
        String metric = line.text("metric");
        requireThreshold(line, metric);
        Validity validity = line.validity();
        return new Rule(
                line.position(),
                line.text("service"),
                line.filled("endpoint"),
                metric,
                line.text("threshold"),
                validity.from().toString(),
                validity.to().toString());
    }

    private static void requireThreshold(BookLine line, String metric) {
        boolean isShare = PERCENT_METRICS.contains(metric);
        if (!isShare && !DURATION_METRICS.contains(metric)) {
            throw new LineRefusedException("measures '%s'; there are %s, %s"
                    .formatted(metric, String.join(", ", PERCENT_METRICS), String.join(", ", DURATION_METRICS)));
        }
        if (line.number("threshold", isShare ? HUNDRED : LARGEST_DURATION, DECIMALS)
                .isEmpty()) {
            throw new LineRefusedException(
                    "has the threshold '%s'; that of %s is a number from 0%s with at most %d decimals"
                            .formatted(line.text("threshold"), metric, isShare ? " to 100" : "", DECIMALS));
        }
    }
}
