package io.meterhouse.scheduler.cli;

import io.meterhouse.jobs.persons.PersonExport;
import io.meterhouse.jobs.runs.Quantity;
import io.meterhouse.scheduler.settings.Settings;
import io.meterhouse.warehouse.Lease;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Hands out what is known of a person. */
@Command(
        name = "export-user",
        mixinStandardHelpOptions = true,
        description = "Write everything the warehouse knows of a person into a ZIP of tables that only you may read.")
final class ExportUserCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "ID", description = "An id or an e-mail address of the person.")
    String idOrAddress = "";

    @Option(
            names = "--to",
            paramLabel = "FILE",
            description =
                    "The ZIP to write, which is not there yet; person-DATE.zip in the current folder when left out.")
    @Nullable
    Path file;

    ExportUserCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** The writer's file is read: the snapshot may show pseudonyms. */
    @Override
    public Integer call() {
        Settings settings = surroundings.settings();
        Path zip = (file == null ? Path.of("person-%s.zip".formatted(surroundings.today())) : file).toAbsolutePath();
        try (Lease lease = surroundings.warehouse(settings).lease("export-user")) {
            Map<String, Long> counts = new PersonExport(surroundings.clock())
                    .write(idOrAddress.strip(), zip, lease.writer())
                    .orElseThrow(
                            () -> new UsageException(
                                    "Nobody is known by this id or e-mail address. 'meterhouse sql \"select user_id, user_name, user_email from star.dim_user\"' lists the users."));
            counts.forEach((table, count) ->
                    surroundings.console().remark("%s: %s".formatted(table, Quantity.of(count, "row"))));
        }
        surroundings.console().answer(zip.toString());
        return ExitCode.DONE.number;
    }
}
