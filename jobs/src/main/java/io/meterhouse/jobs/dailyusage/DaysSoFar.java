package io.meterhouse.jobs.dailyusage;

import io.meterhouse.jobs.runs.Run;
import io.meterhouse.warehouse.ShellCommand;
import java.time.LocalDate;
import java.util.SortedSet;
import java.util.TreeSet;

/** What the slices of one run share. */
final class DaysSoFar {

    private final SortedSet<LocalDate> leftDays = new TreeSet<>();
    private int begunDays;
    private boolean hasAskedForDirectory;

    /**
     * A slice begins. The whole run is told and not the slice: how much time is left is that of all days.
     *
     * @param ofSlice days of the slice
     * @param left days of it and of those that follow, as things stand
     */
    void planned(int ofSlice, int left, Run run) {
        run.progress().planned(begunDays + left);
        begunDays += ofSlice;
    }

    /** Whether this slice is the first to ask; the directory is the same for all slices of a run. */
    boolean isFirstToAskForDirectory() {
        boolean isFirst = !hasAskedForDirectory;
        hasAskedForDirectory = true;
        return isFirst;
    }

    /** The day was not tried, for the time was up; it stays as due as it was. */
    synchronized void left(LocalDate day) {
        leftDays.add(day);
    }

    synchronized void tellLeftDays(Run run) {
        if (!leftDays.isEmpty()) {
            run.warned(
                    "The time limit of the run was over; %d days from %s to %s were not read and stay due. The next run reads them; '%s' has no limit."
                            .formatted(
                                    leftDays.size(),
                                    leftDays.first(),
                                    leftDays.last(),
                                    ShellCommand.of("backfill --from DAY --to DAY --only missing")));
        }
    }
}
