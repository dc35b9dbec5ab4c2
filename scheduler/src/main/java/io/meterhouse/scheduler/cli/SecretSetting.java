package io.meterhouse.scheduler.cli;

import java.util.List;
import java.util.Locale;

/**
 * The name of a setting, judged by whether its value is, or may hold, a secret.
 *
 * @param name as somebody wrote it, in any of the spellings that settings have
 */
record SecretSetting(String name) {

    /** Ends of the names of settings that hold a secret, or may. */
    private static final List<String> ENDS =
            List.of("apikey", "password", "secret", "pepper", "jdbcurl", "webhookurl", "heartbeaturl");

    static boolean isNamed(String name) {
        String letters = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        return isHeader(letters) || ENDS.stream().anyMatch(letters::endsWith);
    }

    /** What to do instead of writing it on the command line; without the value. */
    String warning() {
        String variable = isHeader(name)
                ? ""
                : "set %s or "
                        .formatted(name.replaceAll("[-_]", "").replace('.', '_').toUpperCase(Locale.ROOT));
        return "Warning: other users of this machine can see %s on the command line; %swrite it in config/application.yaml."
                .formatted(name, variable);
    }

    /** Their own names are of any spelling, and a variable keeps none. */
    private static boolean isHeader(String name) {
        return name.toLowerCase(Locale.ROOT).contains("headers");
    }
}
