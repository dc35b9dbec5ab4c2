package io.meterhouse.scheduler.cli;

import io.meterhouse.jobs.dailyusage.RunCommand;
import io.meterhouse.jobs.dailyusage.RunRequest;
import io.meterhouse.jobs.dailyusage.RunResult;
import io.meterhouse.jobs.dailyusage.StopSignal;
import io.meterhouse.scheduler.settings.Settings;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Brings every due day up to yesterday into the warehouse, publishes it and renders the reports of the night. */
@Command(
        name = "nightly",
        mixinStandardHelpOptions = true,
        description = "Load every due day up to the day before, check, publish, and render the finance reports.")
final class NightlyCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Option(names = "--as-of", paramLabel = "DATE", description = "Run as on that UTC date (default: today).")
    @Nullable
    LocalDate asOf;

    NightlyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        LocalDate today = asOf == null ? surroundings.today() : asOf;
        if (today.isAfter(surroundings.today())) {
            throw new UsageException(
                    "--as-of %s lies in the future; today is %s UTC.".formatted(today, surroundings.today()));
        }
        Settings settings = surroundings.settings();
        Runs.requireSource(settings);
        return run(settings, today).number;
    }

    ExitCode run(Settings settings, LocalDate today) {
        Runs runs = new Runs(surroundings, settings);
        LocalDate yesterday = today.minusDays(1);
        LocalDate firstDay = runs.usage().firstDay(today);
        RunResult result = runs.run(
                RunRequest.of(
                        RunCommand.NIGHTLY,
                        firstDay.isAfter(yesterday) ? yesterday : firstDay,
                        yesterday,
                        RunRequest.Selection.DUE),
                StopSignal.after(settings.nightly().timeLimit(), surroundings.clock()));
        ExitCode ofRun = RunReport.exitCode(result);
        if (result.snapshotId() == null) {
            return ofRun;
        }
        ExitCode ofReports = new NightlyReports(surroundings, settings).render(yesterday);
        return ofRun == ExitCode.DONE ? ofReports : ofRun;
    }
}
