package io.meterhouse.jobs.runs;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a run is asked to do.
 *
 * @param command the command
 * @param from first UTC day, inclusive
 * @param to last UTC day, inclusive, not before {@code from}
 * @param selection which days of the range
 * @param source the only source to read, by its name; null for all there are
 * @param consent what it may do that its rules forbid
 */
public record RunRequest(
        RunCommand command,
        LocalDate from,
        LocalDate to,
        Selection selection,
        @Nullable String source,
        Consent consent) {

    public RunRequest {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("The range ends on %s, before it begins on %s.".formatted(to, from));
        }
    }

    /** A run over all sources that takes no exception to the rules. */
    public static RunRequest of(RunCommand command, LocalDate from, LocalDate to, Selection selection) {
        return new RunRequest(command, from, to, selection, null, Consent.NONE);
    }

    /**
     * The night of a UTC date: every due day up to the one before it. Without a first day it begins three months back, on the first of
     * the month, or earlier where a source finds that the warehouse does.
     *
     * @throws IllegalArgumentException when the first day is not before the date
     */
    public static RunRequest nightly(LocalDate asOf, @Nullable LocalDate firstDay) {
        return of(
                RunCommand.NIGHTLY,
                firstDay == null ? asOf.minusMonths(3).withDayOfMonth(1) : firstDay,
                asOf.minusDays(1),
                Selection.DUE);
    }

    /** The same, of other days. */
    public RunRequest within(LocalDate otherFrom, LocalDate otherTo) {
        return new RunRequest(command, otherFrom, otherTo, selection, source, consent);
    }

    /**
     * The same, of one source.
     *
     * @param onlySource its name; null for all there are
     */
    public RunRequest ofSource(@Nullable String onlySource) {
        return new RunRequest(command, from, to, selection, onlySource, consent);
    }

    /** The same, with leave. */
    public RunRequest with(Consent given) {
        return new RunRequest(command, from, to, selection, source, given);
    }

    /** Which days of the range a run takes. */
    public enum Selection {
        /** Missing, failed, and not yet final. */
        DUE,
        /** Never attempted. */
        MISSING,
        /** Attempted and never loaded, or whose last refresh failed. */
        FAILED,
        /** Every day. */
        ALL
    }
}
