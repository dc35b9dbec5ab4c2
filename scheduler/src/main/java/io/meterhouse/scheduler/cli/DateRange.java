package io.meterhouse.scheduler.cli;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options --from and --to of several commands. */
final class DateRange {

    @Option(names = "--from", paramLabel = "DATE", description = "First UTC day, YYYY-MM-DD, inclusive.")
    @Nullable
    LocalDate from;

    @Option(names = "--to", paramLabel = "DATE", description = "Last UTC day, YYYY-MM-DD, inclusive.")
    @Nullable
    LocalDate to;

    LocalDate requiredFrom() {
        return required("--from", from);
    }

    LocalDate requiredTo() {
        return required("--to", to);
    }

    /**
     * Refuses a range that ends before it begins, or reaches beyond the last day there can be.
     *
     * @throws UsageException when it does
     */
    static void requireSensible(LocalDate from, LocalDate to, LocalDate lastPossible) {
        if (to.isBefore(from)) {
            throw new UsageException("--from %s is after --to %s. Give the earlier day first.".formatted(from, to));
        }
        if (to.isAfter(lastPossible)) {
            throw new UsageException(
                    "--to %s lies in the future; the last UTC day there can be is %s.".formatted(to, lastPossible));
        }
    }

    private static LocalDate required(String option, @Nullable LocalDate value) {
        if (value == null) {
            throw new UsageException("The option %s is missing; give a UTC day as YYYY-MM-DD.".formatted(option));
        }
        return value;
    }
}
