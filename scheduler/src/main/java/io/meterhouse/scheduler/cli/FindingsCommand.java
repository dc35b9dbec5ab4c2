package io.meterhouse.scheduler.cli;

import io.meterhouse.jobs.decisions.Decision;
import io.meterhouse.jobs.decisions.Decisions;
import io.meterhouse.jobs.decisions.FindingDecision;
import io.meterhouse.scheduler.settings.Settings;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.ShellCommand;
import io.meterhouse.warehouse.SnapshotReader;
import io.meterhouse.warehouse.Warehouse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists what would cost less or earn more, and records what is decided about it. */
@Command(
        name = "findings",
        mixinStandardHelpOptions = true,
        description =
                "List what would cost less or earn more, as the published snapshot tells it; record what is decided about it.")
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

    @Option(
            names = "--accept",
            arity = "1..*",
            paramLabel = "KEY",
            description = "Finding KEY, as the list names it, is to be done; several may be named.")
    List<String> accepted = new ArrayList<>();

    @Option(
            names = "--dismiss",
            arity = "1..*",
            paramLabel = "KEY",
            description = "Finding KEY is not to be done; it is listed on and counts in no total.")
    List<String> dismissed = new ArrayList<>();

    @Option(names = "--done", arity = "1..*", paramLabel = "KEY", description = "Finding KEY was done.")
    List<String> done = new ArrayList<>();

    @Option(names = "--note", paramLabel = "TEXT", description = "Why it was decided so.")
    @Nullable
    String note;

    @Option(
            names = "--import",
            paramLabel = "FILE",
            description =
                    "Record the decisions and notes that somebody wrote into FILE, which --format csv made; where they are as before, and where both are empty, nothing is recorded.")
    @Nullable
    Path imported;

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
        Map<Decision, List<String>> decided = decided();
        requireOneThing(decided);
        Settings settings = surroundings.settings();
        Warehouse warehouse = surroundings.warehouse(settings);
        try (SnapshotReader snapshot = warehouse.snapshot()) {
            if (decided.isEmpty() && imported == null) {
                written.print(snapshot, asked, surroundings.console().answers());
                return ExitCode.DONE.number;
            }
        }
        try (Lease lease = warehouse.lease("findings")) {
            Decisions decisions = new Decisions(settings.home(), surroundings.clock(), lease.writer());
            return (imported == null ? decide(decisions, decided) : take(decisions, imported)).number;
        }
    }

    private Map<Decision, List<String>> decided() {
        Map<Decision, List<String>> decided = new EnumMap<>(Decision.class);
        decided.put(Decision.ACCEPTED, accepted);
        decided.put(Decision.DISMISSED, dismissed);
        decided.put(Decision.DONE, done);
        decided.values().removeIf(List::isEmpty);
        return decided;
    }

    private void requireOneThing(Map<Decision, List<String>> decided) {
        if (decided.size() + (imported == null ? 0 : 1) > 1) {
            throw new UsageException("Give one of --accept, --dismiss, --done and --import.");
        }
        if (note != null && decided.isEmpty()) {
            throw new UsageException("--note says why something is decided; give --accept, --dismiss or --done, too.");
        }
    }

    private ExitCode decide(Decisions decisions, Map<Decision, List<String>> decided) {
        decided.forEach((decision, keys) -> tell(decisions.decide(decision, keys, note)));
        return ExitCode.DONE;
    }

    private ExitCode take(Decisions decisions, Path file) {
        Decisions.Imported read = decisions.take(file);
        tell(read.recorded());
        read.problems().forEach(problem -> surroundings.console().remark("Error: " + problem));
        if (read.problems().isEmpty()) {
            return ExitCode.DONE;
        }
        return read.recorded().isEmpty() ? ExitCode.WRONG_USAGE : ExitCode.GAPS;
    }

    private void tell(List<FindingDecision> recorded) {
        Console console = surroundings.console();
        recorded.forEach(decision -> console.remark("%s: %s%s"
                .formatted(
                        decision.decision().word(),
                        decision.findingKey(),
                        decision.note() == null ? "" : ", " + decision.note())));
        console.remark(
                recorded.isEmpty()
                        ? "Nothing was recorded: it was decided so already."
                        : "%d decision%s recorded. The list and reports tell of %s from the next run that publishes, such as '%s'."
                                .formatted(
                                        recorded.size(),
                                        recorded.size() == 1 ? " was" : "s were",
                                        recorded.size() == 1 ? "it" : "them",
                                        ShellCommand.of("nightly")));
    }
}
