package io.meterhouse.jobs.runs;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run did with one of its sources.
 *
 * @param source name of the source
 * @param loadedDays days it loaded
 * @param failedDays days it tried and did not load, with the reason
 * @param broughtThings what else it loaded, with how much of it
 * @param gaps what else it tried and did not load
 * @param warnings what it had to do without, which costs no day
 * @param remarks what else is worth knowing and costs nothing
 * @param took how long it took to read and load it, by the clock; nothing where the clock was set back meanwhile
 */
public record SourceResult(
        String source,
        List<LocalDate> loadedDays,
        SortedMap<LocalDate, String> failedDays,
        List<String> broughtThings,
        List<Gap> gaps,
        List<String> warnings,
        List<String> remarks,
        Duration took) {

    public SourceResult {
        loadedDays = List.copyOf(loadedDays);
        failedDays = new TreeMap<>(Map.copyOf(failedDays));
        broughtThings = List.copyOf(broughtThings);
        gaps = List.copyOf(gaps);
        warnings = List.copyOf(warnings);
        remarks = List.copyOf(remarks);
    }

    /** Whether it brought anything. */
    public boolean hasLoadedSomething() {
        return !loadedDays.isEmpty() || !broughtThings.isEmpty();
    }

    /** Whether anything of it is missing. */
    public boolean hasGaps() {
        return !failedDays.isEmpty() || !gaps.isEmpty() || !warnings.isEmpty();
    }
}
