package io.meterhouse.scheduler.cli;

import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.scheduler.settings.Settings;
import io.meterhouse.warehouse.LeaseHeldException;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Reads today so far; the day is marked partial until a nightly run completes it. */
@Command(
        name = "refresh-today",
        mixinStandardHelpOptions = true,
        description = "Read today so far, marked partial. Skips when another run is under way.")
final class RefreshTodayCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    RefreshTodayCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Settings settings = surroundings.settings();
        Sources.requireOne(Sources.of(settings, surroundings, surroundings.warehouse(settings)));
        LocalDate today = surroundings.today();
        try {
            return RunReport.exitCode(new WatchedRuns(surroundings, settings)
                            .run(RunRequest.of(RunCommand.REFRESH_TODAY, today, today, RunRequest.Selection.ALL)))
                    .number;
        } catch (LeaseHeldException busy) {
            surroundings.console().remark("Skipped: " + busy.getMessage());
            return ExitCode.DONE.number;
        }
    }
}
