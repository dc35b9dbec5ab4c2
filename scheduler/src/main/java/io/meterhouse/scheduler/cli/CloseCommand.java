package io.meterhouse.scheduler.cli;

import io.meterhouse.jobs.monthclose.MonthClose;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.scheduler.settings.Settings;
import java.time.YearMonth;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Freezes what a month is charged as. */
@Command(
        name = "close",
        mixinStandardHelpOptions = true,
        description = "Freeze the bookings of a final month; what changes of it later is a correction.")
final class CloseCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "MONTH", description = "The month, YYYY-MM; all of its days must be final.")
    YearMonth month = YearMonth.of(1, 1);

    CloseCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        DateRange.requireSensible(month.atDay(1), month.atEndOfMonth(), surroundings.today());
        Settings settings = surroundings.settings();
        WatchedRuns watched = new WatchedRuns(
                surroundings,
                settings,
                warehouse -> List.of(new MonthClose(month, settings.home().landing(), surroundings.clock())));
        return RunReport.exitCode(watched.run(RunRequest.of(
                        RunCommand.CLOSE, month.atDay(1), month.atEndOfMonth(), RunRequest.Selection.ALL)))
                .number;
    }
}
