package io.meterhouse.scheduler.cli;

import io.meterhouse.scheduler.settings.Settings;
import io.meterhouse.warehouse.SnapshotReader;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists what would cost less or earn more. */
@Command(
        name = "findings",
        mixinStandardHelpOptions = true,
        description = "List what would cost less or earn more, as the published snapshot tells it.")
final class FindingsCommand implements Callable<Integer> {

    private static final List<String> STATES = List.of("open", "closed", "all");

    private final Surroundings surroundings;

    @Option(
            names = "--state",
            paramLabel = "open|closed|all",
            description =
                    "Which findings: those whose cause is there, those whose cause is gone, or both (default: open).",
            defaultValue = "open")
    String state = "open";

    @Option(
            names = "--format",
            paramLabel = "table|csv|json",
            description =
                    "How they are printed (default: table); csv and json have every column, json has totals and what is not fed, too.",
            defaultValue = "table")
    String format = "table";

    FindingsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        String asked = state.toLowerCase(Locale.ROOT);
        if (!STATES.contains(asked)) {
            throw new UsageException(
                    "There is no state '%s'; the states are: %s.".formatted(state, String.join(", ", STATES)));
        }
        FindingsFormat written = FindingsFormat.named(format);
        Settings settings = surroundings.settings();
        try (SnapshotReader snapshot = surroundings.warehouse(settings).snapshot()) {
            written.print(snapshot, asked, surroundings.console().answers());
        }
        return ExitCode.DONE.number;
    }
}
