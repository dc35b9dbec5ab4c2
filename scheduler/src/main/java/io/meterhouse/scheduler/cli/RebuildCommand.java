package io.meterhouse.scheduler.cli;

import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.scheduler.settings.Settings;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes star and marts again from the landing zone; no source is asked. */
@Command(
        name = "rebuild",
        mixinStandardHelpOptions = true,
        description =
                "Make star and marts again from the landed answers; no source is needed. Access logs are not landed: their requests stay and are joined again.")
final class RebuildCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    DateRange range = new DateRange();

    RebuildCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        LocalDate from = range.from == null ? DateRange.CALENDAR.from() : range.from;
        LocalDate to = range.to == null ? surroundings.today() : range.to;
        DateRange.requireSensible(from, to, surroundings.today());
        Settings settings = surroundings.settings();
        return RunReport.exitCode(new WatchedRuns(surroundings, settings)
                        .run(RunRequest.of(RunCommand.REBUILD, from, to, RunRequest.Selection.ALL)))
                .number;
    }
}
