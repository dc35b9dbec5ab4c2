package io.meterhouse.scheduler.cli;

import io.meterhouse.jobs.recovery.Recovery;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.scheduler.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts a warehouse back, and loads what was landed since. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description =
                "Put a backup or the last snapshot in the place of a damaged or lost warehouse, and load the days landed since.")
final class RestoreCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    /** Where it is put back from. */
    static final class Origin {

        @Parameters(
                index = "0",
                paramLabel = "FOLDER",
                description =
                        "A folder that 'backup' has made; one without a leading slash lies in the folder you are in.")
        @Nullable
        Path folder;

        @Option(names = "--from-snapshot", description = "Put back the snapshot that was published last.")
        boolean isSnapshot;
    }

    @ArgGroup(multiplicity = "1")
    Origin origin = new Origin();

    @Option(
            names = "--replace",
            description = "Also when the warehouse is in order. Whatever was there is kept beside it.")
    boolean replacesIntact;

    RestoreCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Settings settings = surroundings.settings();
        Recovery recovery = new Recovery(surroundings.warehouse(settings), surroundings.clock());
        Recovery.Intact intact = replacesIntact ? Recovery.Intact.REPLACED : Recovery.Intact.KEPT;
        List<String> done =
                origin.folder == null ? recovery.fromSnapshot(intact) : recovery.fromBackup(origin.folder, intact);
        done.forEach(surroundings.console()::remark);
        return RunReport.exitCode(new WatchedRuns(surroundings, settings)
                        .run(RunRequest.of(
                                RunCommand.RESTORE,
                                DateRange.CALENDAR.from(),
                                surroundings.today(),
                                RunRequest.Selection.ALL)))
                .number;
    }
}
