package io.meterhouse.jobs.usagefeed;

import io.meterhouse.jobs.runs.Quantity;
import io.meterhouse.jobs.runs.Run;
import java.time.LocalDate;

/** What a run has loaded of the feed up to here. */
final class FeedProgress {

    private final Run run;
    private int days;
    private long rows;

    FeedProgress(Run run) {
        this.run = run;
    }

    void add(LocalDate day, long rowsOfDay) {
        days++;
        rows += rowsOfDay;
        run.progress().loaded("%s of the usage feed: %s".formatted(day, Quantity.of(rowsOfDay, "row")));
    }

    void tell() {
        if (days > 0) {
            run.brought("%s of the usage feed with %s".formatted(Quantity.of(days, "day"), Quantity.of(rows, "row")));
        }
    }
}
