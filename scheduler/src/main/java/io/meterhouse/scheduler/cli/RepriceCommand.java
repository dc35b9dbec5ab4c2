package io.meterhouse.scheduler.cli;

import io.meterhouse.jobs.prices.Repricing;
import io.meterhouse.jobs.runs.Quantity;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunRequest;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prices loaded days again; no source is asked. */
@Command(
        name = "reprice",
        mixinStandardHelpOptions = true,
        description = "Price those days again by the prices known now, after showing the difference.")
final class RepriceCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    DateRange range = new DateRange();

    @Option(names = "--dry-run", description = "Show the difference and change nothing.")
    boolean isDryRun;

    RepriceCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        LocalDate from = range.requiredFrom();
        LocalDate to = range.requiredTo();
        DateRange.requireSensible(from, to, surroundings.today());
        Console console = surroundings.console();
        Repricing repricing = new Repricing(
                WatchedRuns.priceBook(surroundings), difference -> TableFormat.print(difference, console.answers()));
        WatchedRuns watched = new WatchedRuns(surroundings, surroundings.settings(), warehouse -> List.of(repricing));
        RunRequest request = RunRequest.of(RunCommand.REPRICE, from, to, RunRequest.Selection.ALL);
        if (isDryRun) {
            watched.runs()
                    .plan(request)
                    .forEach((source, days) ->
                            console.remark(Quantity.of(days.size(), "day") + " would change; nothing was."));
            return ExitCode.DONE.number;
        }
        return RunReport.exitCode(watched.run(request)).number;
    }
}
