package io.meterhouse.jobs.runs;

/**
 * Something other than a day that could not be loaded.
 *
 * @param source name of the source
 * @param part what is missing: a file, or the source as a whole
 * @param reason why, and what to do
 */
public record Gap(String source, String part, String reason) {

    String sentence() {
        return "%s: %s".formatted(part, reason);
    }
}
