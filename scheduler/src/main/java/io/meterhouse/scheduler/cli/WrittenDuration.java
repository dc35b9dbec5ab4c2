package io.meterhouse.scheduler.cli;

import java.time.Duration;

/** A time on the command line: hours or minutes. */
final class WrittenDuration {

    private WrittenDuration() {}

    /**
     * Reads the value of an option.
     *
     * @throws UsageException when it is no such time
     */
    static Duration of(String option, String text) {
        if (!text.matches("\\d{1,6}[hm]")) {
            throw new UsageException(
                    "%s %s is not a time; write hours or minutes, for example 26h or 90m.".formatted(option, text));
        }
        long number = Long.parseLong(text.substring(0, text.length() - 1));
        return text.endsWith("h") ? Duration.ofHours(number) : Duration.ofMinutes(number);
    }
}
