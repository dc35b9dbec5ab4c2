package io.meterhouse.scheduler.cli;

import io.meterhouse.warehouse.ShellCommand;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The command as somebody typed it, so that a message can say which one goes on.
 *
 * @param words the arguments, secrets among them struck out
 */
record TypedCommand(List<String> words) {

    TypedCommand {
        words = List.copyOf(words);
    }

    /** The arguments of a process; what is said is written into logs, so no secret may be. */
    static TypedCommand of(String... arguments) {
        return new TypedCommand(
                Arrays.stream(arguments).map(TypedCommand::withoutSecret).toList());
    }

    private static String withoutSecret(String argument) {
        int equals = argument.indexOf('=');
        String name = argument.substring(0, Math.max(equals, 0));
        return SecretSetting.isNamed(name) ? name + "=***" : argument;
    }

    /** With the launcher, quoted for a shell. */
    String asPasted() {
        return ShellCommand.of(words.stream().map(TypedCommand::quoted).collect(Collectors.joining(" ")));
    }

    private static String quoted(String word) {
        return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
