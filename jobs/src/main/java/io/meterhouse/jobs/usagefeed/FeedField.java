package io.meterhouse.jobs.usagefeed;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a row of a feed may say. */
enum FeedField {
    DAY("day"),
    USER("user"),
    KEY("key"),
    MODEL("model"),
    PROVIDER("provider"),
    REQUESTS("requests"),
    PROMPT_TOKENS("prompt_tokens"),
    COMPLETION_TOKENS("completion_tokens"),
    /** Needed only where prompt and completion are not told apart. */
    TOTAL_TOKENS(""),
    COST_USD("cost_usd");

    private final String usualColumn;

    FeedField(String usualColumn) {
        this.usualColumn = usualColumn;
    }

    /** Name of the column where nothing else is configured; empty when it is not read then. */
    String usualColumn() {
        return usualColumn;
    }

    /** Its name in the settings. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean isFigure() {
        return ordinal() >= REQUESTS.ordinal();
    }

    /** The field of that name, however it separates its words. */
    static Optional<FeedField> named(String name) {
        return Stream.of(values())
                .filter(field -> letters(field.name()).equals(letters(name)))
                .findFirst();
    }

    static String words() {
        return String.join(", ", Stream.of(values()).map(FeedField::word).toList());
    }

    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    }
}
