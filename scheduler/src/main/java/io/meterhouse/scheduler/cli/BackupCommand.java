package io.meterhouse.scheduler.cli;

import io.meterhouse.jobs.recovery.Backup;
import io.meterhouse.jobs.runs.Quantity;
import io.meterhouse.scheduler.settings.Settings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Copies the home. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = "Copy the home into a folder: warehouse, landing, reports, job repository, identity and secret.")
final class BackupCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(
            index = "0",
            paramLabel = "FOLDER",
            description =
                    "A folder that does not exist yet, outside of the home; one without a leading slash lies in the folder you are in. It is there whole or not at all.")
    Path folder = Path.of("");

    BackupCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Settings settings = surroundings.settings();
        Backup.Written written = new Backup(surroundings.warehouse(settings), surroundings.clock()).write(folder);
        surroundings
                .console()
                .remark("%s, %s, copied to %s and read back. It holds names and the secret of pseudonyms."
                        .formatted(
                                Quantity.of(written.files(), "file"),
                                Quantity.of(written.bytes(), "byte"),
                                written.folder()));
        return ExitCode.DONE.number;
    }
}
