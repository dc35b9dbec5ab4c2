package io.meterhouse.scheduler.cli;

import io.meterhouse.jobs.persons.Erasure;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.SourceUnusableException;
import io.meterhouse.scheduler.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Erases a person from the home. */
@Command(
        name = "erase-user",
        mixinStandardHelpOptions = true,
        description =
                "Replace what names a person by a random pseudonym in everything the home keeps; figures stay. Without --yes it only shows where the person is named.")
final class EraseUserCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "ID", description = "An id or an e-mail address of the person.")
    String idOrAddress = "";

    @Option(
            names = "--also",
            paramLabel = "TEXT",
            description = "Another text that names the person, an alias for example; may be repeated.")
    List<String> also = new ArrayList<>();

    @Option(names = "--dry-run", description = "Show where the person is named and change nothing; so without --yes.")
    boolean isDryRun;

    @Option(names = "--yes", description = "Erase. It cannot be taken back.")
    boolean isMeant;

    EraseUserCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (Stream.concat(Stream.of(idOrAddress), also.stream()).anyMatch(String::isBlank)) {
            throw new UsageException("Name the person: ID and --also must not be empty.");
        }
        Settings settings = surroundings.settings();
        Erasure erasure = new Erasure(
                settings.home(),
                new Erasure.Subject(idOrAddress.strip(), also),
                archives(settings),
                configuration(settings),
                surroundings.clock());
        WatchedRuns runs = WatchedRuns.withoutBooks(surroundings, settings, erasure);
        RunRequest request = RunRequest.of(
                RunCommand.ERASE_USER, surroundings.today(), surroundings.today(), RunRequest.Selection.ALL);
        if (isDryRun || !isMeant) {
            return show(runs, request);
        }
        return RunReport.exitCode(runs.run(request)).number;
    }

    private int show(WatchedRuns runs, RunRequest request) {
        try {
            runs.runs().plan(request).values().forEach(places -> places.forEach(surroundings.console()::answer));
        } catch (SourceUnusableException unknown) {
            throw new UsageException(String.valueOf(unknown.getMessage()));
        }
        surroundings.console().remark("Nothing was erased. Run the same command with --yes to erase it.");
        return ExitCode.DONE.number;
    }

    private List<Path> archives(Settings settings) {
        return Stream.ofNullable(settings.retention().archive())
                .map(surroundings.installation()::resolve)
                .toList();
    }

    private List<Path> configuration(Settings settings) {
        List<Path> places = new ArrayList<>(List.of(surroundings.books()));
        Path config = surroundings.installation().resolve("config");
        if (!config.equals(surroundings.books())) {
            places.add(config);
        }
        if (settings.directory().userList().csv() != null) {
            places.add(surroundings
                    .installation()
                    .resolve(settings.directory().userList().csv()));
        }
        places.add(surroundings.installation().resolve(settings.infrastructure().folder()));
        return places.stream().map(Path::normalize).distinct().toList();
    }
}
