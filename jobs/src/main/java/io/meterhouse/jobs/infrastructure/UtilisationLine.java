package io.meterhouse.jobs.infrastructure;

import io.meterhouse.jobs.books.BookLine;
import io.meterhouse.jobs.books.LineRefusedException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code infra_utilisation.csv}: how busy a resource of a piece of infrastructure was on a day.
 *
 * @param mean percent
 * @param peak percent; null when it is not measured
 */
record UtilisationLine(
        long number,
        LocalDate day,
        String name,
        String resource,
        BigDecimal mean,
        @Nullable BigDecimal peak) {

    static final List<String> COLUMNS = List.of("day", "name", "resource", "mean_percent", "peak_percent");

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /**
     * What a line says.
     *
     * @throws LineRefusedException when it is no utilisation
     */
    static UtilisationLine of(BookLine line) {
        if (!line.isWhole()
                || line.text("name").isEmpty()
                || line.text("resource").isEmpty()) {
            throw new LineRefusedException(
                    "is no utilisation; it is " + String.join(",", COLUMNS) + ", of which peak_percent may be empty");
        }
        UtilisationLine utilisation = new UtilisationLine(
                line.number(),
                Period.day(line, "day"),
                line.text("name"),
                line.text("resource"),
                percent(line, "mean_percent"),
                line.text("peak_percent").isEmpty() ? null : percent(line, "peak_percent"));
        if (utilisation.peak != null && utilisation.peak.compareTo(utilisation.mean) < 0) {
            throw new LineRefusedException("has the peak_percent %s, which is below its mean_percent %s"
                    .formatted(utilisation.peak.toPlainString(), utilisation.mean.toPlainString()));
        }
        return utilisation;
    }

    /** What no other line may be of. */
    String subject() {
        return "%s of %s on %s".formatted(resource, name, day);
    }

    private static BigDecimal percent(BookLine line, String column) {
        return line.number(column, HUNDRED, 2)
                .orElseThrow(
                        () -> new LineRefusedException("has the %s '%s'; it is from 0 to 100 with at most 2 decimals"
                                .formatted(column, line.text(column))));
    }
}
