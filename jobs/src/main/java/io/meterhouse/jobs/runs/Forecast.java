package io.meterhouse.jobs.runs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a run would read of a source, and what that would take by what this home has seen. What it has not seen is not guessed.
 *
 * @param source the source
 * @param parts days, or files, in their order
 * @param requests how many requests that takes, for people; empty of a source that is not asked with requests
 * @param loaded what of the parts is loaded; empty where parts are no days
 * @param pace how long such parts took in earlier runs; empty when none was measured
 */
public record Forecast(
        Source source, List<String> parts, Optional<String> requests, Optional<Loaded> loaded, Optional<Pace> pace) {

    public Forecast {
        parts = List.copyOf(parts);
    }

    /**
     * Parts that are loaded.
     *
     * @param days how many of the days
     * @param rows their rows
     */
    public record Loaded(long days, long rows) {}

    /**
     * How long earlier runs took.
     *
     * @param runs how many were measured
     * @param days days that they loaded
     * @param took how long they took for them together
     */
    public record Pace(int runs, long days, Duration took) {

        private Duration of(int parts) {
            return took.multipliedBy(parts).dividedBy(days);
        }

        private double secondsADay() {
            return took.toMillis() / 1000.0 / days;
        }
    }

    /** All of it, for people. */
    public String sentence() {
        List<String> takes = new ArrayList<>();
        requests.ifPresent(takes::add);
        loaded.ifPresent(known -> takes.add(ofLoaded(known)));
        takes.add(ofTime());
        return "%d %s of %s would be read from %s: %s."
                .formatted(parts.size(), source.unit(), source.name(), source.place(), String.join("; ", takes));
    }

    private static String ofLoaded(Loaded known) {
        return known.days() == 0
                ? "none of them is loaded"
                : "%d of them loaded, with %s".formatted(known.days(), Quantity.of(known.rows(), "row"));
    }

    private String ofTime() {
        return pace.map(known -> String.format(
                        Locale.ROOT,
                        "about %s, at %.1f s a day as in %s before",
                        inWords(known.of(parts.size())),
                        known.secondsADay(),
                        Quantity.of(known.runs(), "run")))
                .orElse("how long it takes is not known yet");
    }

    private static String inWords(Duration duration) {
        long seconds = Math.max(1, Math.round(duration.toMillis() / 1000.0));
        if (seconds < 120) {
            return seconds + " s";
        }
        long minutes = Math.round(seconds / 60.0);
        return minutes < 120 ? minutes + " min" : "%d h %d min".formatted(minutes / 60, minutes % 60);
    }
}
