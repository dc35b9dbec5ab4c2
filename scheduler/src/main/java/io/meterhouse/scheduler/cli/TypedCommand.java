package io.meterhouse.scheduler.cli;

import io.meterhouse.warehouse.ShellCommand;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The command as somebody typed it, so that a message can say which one goes on.
 *
 * @param words the arguments, secrets among them struck out
 */
record TypedCommand(List<String> words) {

    /** Ends of the names of settings that hold a secret, or may. */
    private static final List<String> SECRET =
            List.of("apikey", "password", "secret", "pepper", "jdbcurl", "webhookurl", "heartbeaturl");

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
        String setting = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        boolean isSecret = setting.contains("headers") || SECRET.stream().anyMatch(setting::endsWith);
        return isSecret ? name + "=***" : argument;
    }

    /** With the launcher, quoted for a shell. */
    String asPasted() {
        return ShellCommand.of(words.stream().map(TypedCommand::quoted).collect(Collectors.joining(" ")));
    }

    private static String quoted(String word) {
        return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
