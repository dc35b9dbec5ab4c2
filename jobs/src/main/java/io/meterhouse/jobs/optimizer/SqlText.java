package io.meterhouse.jobs.optimizer;

import java.util.Collection;
import java.util.stream.Collectors;

/** Writes values into the SQL of evidence, which anybody can run as it stands. */
final class SqlText {

    private SqlText() {}

    /** A text in quotation marks. */
    static String of(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** A list of texts. */
    static String of(Collection<String> texts) {
        return texts.stream().map(SqlText::of).collect(Collectors.joining(", ", "[", "]"));
    }

    /** The first and the last day, as the marts take them. */
    static String range(Window window) {
        return "date '%s', date '%s'".formatted(window.from(), window.to());
    }
}
