package io.meterhouse.scheduler.cli;

import io.meterhouse.jobs.retention.Retention;
import io.meterhouse.jobs.retention.RetentionProperties;
import io.meterhouse.jobs.runs.Quantity;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.scheduler.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Deletes what is older than what is kept. */
@Command(
        name = "retention",
        mixinStandardHelpOptions = true,
        description =
                "Delete what is older than meterhouse.retention keeps: from the warehouse first, then from landing and operations.")
final class RetentionCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Option(names = "--dry-run", description = "Show what would go and change nothing.")
    boolean isDryRun;

    @Option(
            names = "--archive",
            paramLabel = "FOLDER",
            description =
                    "Write the rows into Parquet files there before they are deleted, one per table and month; otherwise meterhouse.retention.archive.")
    @Nullable
    Path archive;

    RetentionCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Settings settings = surroundings.settings();
        Console console = surroundings.console();
        Retention retention = new Retention(
                settings.home(),
                archivedAsAsked(settings.retention()),
                surroundings.clock(),
                kinds -> TableFormat.print(kinds, console.answers()));
        WatchedRuns watched = new WatchedRuns(surroundings, settings, warehouse -> List.of(retention));
        RunRequest request = RunRequest.of(
                RunCommand.RETENTION, surroundings.today(), surroundings.today(), RunRequest.Selection.ALL);
        if (isDryRun) {
            watched.runs()
                    .plan(request)
                    .forEach((source, kinds) -> console.remark(
                            Quantity.of(kinds.size(), "kind") + " of things would be deleted in part; nothing was."));
            return ExitCode.DONE.number;
        }
        return RunReport.exitCode(watched.run(request)).number;
    }

    private RetentionProperties archivedAsAsked(RetentionProperties configured) {
        Path folder = archive == null ? configured.archive() : archive.toAbsolutePath();
        return folder == null
                ? configured
                : configured.archivedIn(surroundings.installation().resolve(folder));
    }
}
