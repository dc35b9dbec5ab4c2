package io.meterhouse.scheduler.cli;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options --from and --to of several commands. */
final class DateRange {

    /** The days of {@code star.dim_date}; there can be no usage of any other. */
    static final PeriodPreset.Range CALENDAR =
            new PeriodPreset.Range(LocalDate.of(2020, 1, 1), LocalDate.of(2050, 12, 31));

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
     * Refuses a range that ends before it begins, or reaches beyond the days there can be.
     *
     * @throws UsageException when it does
     */
    static void requireSensible(LocalDate from, LocalDate to, LocalDate lastPossible) {
        if (to.isBefore(from)) {
            throw new UsageException("--from %s is after --to %s. Give the earlier day first.".formatted(from, to));
        }
        requireKnown("--from", from);
        requireKnown("--to", to);
        if (to.isAfter(lastPossible)) {
            throw new UsageException(
                    "--to %s lies in the future; the last UTC day there can be is %s.".formatted(to, lastPossible));
        }
    }

    /**
     * Refuses a day that is not in the calendar.
     *
     * @throws UsageException when it is not
     */
    static void requireKnown(String option, LocalDate day) {
        if (day.isBefore(CALENDAR.from()) || day.isAfter(CALENDAR.to())) {
            throw new UsageException("%s %s is not a day Meterhouse knows; its calendar has %s to %s."
                    .formatted(option, day, CALENDAR.from(), CALENDAR.to()));
        }
    }

    private static LocalDate required(String option, @Nullable LocalDate value) {
        if (value == null) {
            throw new UsageException("The option %s is missing; give a UTC day as YYYY-MM-DD.".formatted(option));
        }
        return value;
    }
}
