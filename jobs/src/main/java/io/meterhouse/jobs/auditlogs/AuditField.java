package io.meterhouse.jobs.auditlogs;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What is read of an event; which column holds it is the shape's. */
enum AuditField {
    /** Identity of the event in its table. */
    ID,
    /** When it happened. */
    TIME,
    /** Id of who did it. */
    USER,
    /** Name of who did it, taken where there is no id. */
    USER_NAME,
    /** What was done. */
    ACTION,
    /** Kind of what it was done to. */
    RESOURCE_TYPE,
    /** Id of what it was done to. */
    RESOURCE_ID,
    /** How it ended, as a truth or as a word. */
    RESULT,
    /** Why it failed. */
    ERROR,
    /** Further fields, as JSON. */
    METADATA,
    /** Values before, as JSON. */
    OLD_VALUES,
    /** Values after, as JSON. */
    NEW_VALUES,
    /** Address of the client. */
    ADDRESS,
    /** Program of the client. */
    AGENT,
    /** Id of the session. */
    SESSION;

    /** Its name in the settings. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The field of that name; one that an environment variable names has lost its dashes. */
    static Optional<AuditField> named(String word) {
        String letters = word.toUpperCase(Locale.ROOT).replaceAll("[-_]", "");
        return Stream.of(values())
                .filter(field -> field.name().replace("_", "").equals(letters))
                .findFirst();
    }
}
