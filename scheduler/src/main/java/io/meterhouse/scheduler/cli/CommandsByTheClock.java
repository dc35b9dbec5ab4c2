package io.meterhouse.scheduler.cli;

import io.meterhouse.scheduler.schedule.CommandCheck;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * Which commands may be started by the clock: each but those that are a person's decision.
 *
 * @param commands a command line of its own for every question, since to parse one forgets what was parsed before
 */
record CommandsByTheClock(Supplier<CommandLine> commands) implements CommandCheck {

    /** They replace or delete what nobody can bring back, freeze a month, hand out a person's data, or run for ever. */
    private static final Set<String> OF_PERSONS =
            Set.of("schedule", "demo", "close", "restore", "erase-user", "export-user", "warm-up");

    @Override
    public Optional<String> objection(List<String> words) {
        CommandLine line = commands.get();
        String command = words.get(0);
        if (OF_PERSONS.contains(command)) {
            return Optional.of("%s is never started by the clock; a person decides on it.".formatted(command));
        }
        if (!line.getSubcommands().containsKey(command)) {
            return Optional.of(
                    "there is no command %s. Write it as after ./meterhouse, such as nightly.".formatted(command));
        }
        try {
            line.parseArgs(words.stream()
                    .filter(word -> !MeterhouseCommandLine.isSetting(word))
                    .toArray(String[]::new));
            return Optional.empty();
        } catch (CommandLine.ParameterException wrong) {
            return Optional.of("it cannot be started so: %s".formatted(wrong.getMessage()));
        }
    }
}
