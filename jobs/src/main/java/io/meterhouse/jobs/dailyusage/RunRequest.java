package io.meterhouse.jobs.dailyusage;

import io.meterhouse.jobs.landing.LandingDraft;
import java.time.LocalDate;

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
