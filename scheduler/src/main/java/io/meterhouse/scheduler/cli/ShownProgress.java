package io.meterhouse.scheduler.cli;

import io.meterhouse.jobs.runs.Gap;
import io.meterhouse.jobs.runs.RunProgress;
import java.time.LocalDate;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows a run as it goes on: a bar for a person at a terminal, a line a day for a log. */
final class ShownProgress implements RunProgress, AutoCloseable {

    private final Console console;
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
        // A day counts twice: once fetched, once loaded.
        shown.maxHint(2L * days);
    }

    @Override
    public synchronized void fetched(LocalDate day) {
        step("fetched", day);
    }

    @Override
    public synchronized void loaded(LocalDate day) {
        step("loaded", day);
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
            console.remark("%s failed: %s".formatted(gap.part(), gap.reason()));
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
        if (bar == null) {
            console.remark("%s failed: %s".formatted(day, reason));
        }
    }

    private void step(String what, LocalDate day) {
        if (bar == null) {
            console.remark("%s %s".formatted(day, what));
        } else {
            bar.step();
        }
    }

    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
