package io.meterhouse.jobs.dailyusage;

import io.meterhouse.jobs.landing.LandingDraft;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a run is asked to do.
 *
 * @param command the command
 * @param from first UTC day, inclusive
 * @param to last UTC day, inclusive, not before {@code from}
 * @param selection which days of the range
 * @param acceptance whether totals lower than loaded before are taken
 * @param address whether a source address other than the recorded one is taken
 */
public record RunRequest(
        RunCommand command,
        LocalDate from,
        LocalDate to,
        Selection selection,
        LandingDraft.Acceptance acceptance,
        Address address) {

    public RunRequest {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("The range ends on %s, before it begins on %s.".formatted(to, from));
        }
    }

    /** A run that takes no exception to the rules. */
    public static RunRequest of(RunCommand command, LocalDate from, LocalDate to, Selection selection) {
        return new RunRequest(command, from, to, selection, LandingDraft.Acceptance.GROWING_TOTALS, Address.RECORDED);
    }

    /**
     * The night of a UTC date: every due day up to the one before it. Without a first day it begins three months back, on the first of
     * the month, or earlier where {@link DailyUsage} finds that the warehouse does.
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

    RunRequest within(LocalDate sliceFrom, LocalDate sliceTo) {
        return new RunRequest(command, sliceFrom, sliceTo, selection, acceptance, address);
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

    /** Which address of the source a run takes. */
    public enum Address {
        /** The one the warehouse was filled from. */
        RECORDED,
        /** Any; it becomes the recorded one. */
        CONFIRMED_NEW
    }
}
