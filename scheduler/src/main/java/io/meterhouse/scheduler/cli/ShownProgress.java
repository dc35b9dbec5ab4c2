package io.meterhouse.scheduler.cli;

import io.meterhouse.jobs.runs.Gap;
import io.meterhouse.jobs.runs.RunProgress;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows a run as it goes on: a bar for a person at a terminal, with the time left at the mean pace so far, and a line a day for a log.
 */
final class ShownProgress implements RunProgress, AutoCloseable {

    /** A day counts twice: once fetched, once loaded. */
    private static final int STEPS_A_DAY = 2;

    private final Console console;
    private final Set<LocalDate> fetchedDays = new HashSet<>();
    private @Nullable ProgressBar bar;

    ShownProgress(Console console) {
        this.console = console;
    }

    @Override
    public synchronized void planned(int days) {
        if (!console.isTerminal() || days == 0) {
            return;
        }
        ProgressBar shown = bar;
        if (shown == null) {
            shown = new ProgressBarBuilder()
                    .setTaskName("Days")
                    .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                    .setUpdateIntervalMillis(200)
                    .setConsumer(new ConsoleProgressBarConsumer(console.remarks(), 80))
                    .build();
            bar = shown;
        }
        shown.maxHint((long) STEPS_A_DAY * days);
    }

    @Override
    public synchronized void fetched(LocalDate day) {
        fetchedDays.add(day);
        tell("%s fetched".formatted(day), 1);
    }

    @Override
    public synchronized void loaded(LocalDate day) {
        tell("%s loaded".formatted(day), stepsLeft(day));
    }

    @Override
    public synchronized void kept(LocalDate day) {
        tell("%s stands as it is".formatted(day), stepsLeft(day));
    }

    @Override
    public synchronized void loaded(String part) {
        if (bar == null) {
            console.remark("loaded " + part);
        }
    }

    @Override
    public synchronized void missing(Gap gap) {
        if (bar == null) {
            console.remark(
                    RunReport.isOfAPerson(gap)
                            ? RunReport.notErased(gap)
                            : "%s failed: %s".formatted(gap.part(), gap.reason()));
        }
    }

    @Override
    public synchronized void remarked(String what) {
        console.remark(what);
    }

    @Override
    public synchronized void warned(String what) {
        console.remark("Warning: " + what);
    }

    @Override
    public synchronized void failed(LocalDate day, String reason) {
        tell("%s failed: %s".formatted(day, reason), stepsLeft(day));
    }

    /** A day that failed, or that an earlier start of the run had fetched, misses a step that nobody waits for. */
    private int stepsLeft(LocalDate day) {
        return fetchedDays.remove(day) ? 1 : STEPS_A_DAY;
    }

    private void tell(String line, int steps) {
        if (bar == null) {
            console.remark(line);
        } else {
            bar.stepBy(steps);
        }
    }

    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
