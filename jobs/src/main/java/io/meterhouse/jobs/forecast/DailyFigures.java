package io.meterhouse.jobs.forecast;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A figure by UTC day: cost, requests or tokens of something. Only complete days are in it; of a day that is not, nothing is known.
 *
 * @param byDay the figure of each complete day, 0 where nothing was used; never below 0
 */
record DailyFigures(NavigableMap<LocalDate, BigDecimal> byDay) {

    DailyFigures {
        byDay = Collections.unmodifiableNavigableMap(new TreeMap<>(byDay));
    }

    /** How far back anything is learned from (days). */
    static final int YEAR = 365;

    /** What was known on a day: nothing later than it, and the newest year of that. */
    DailyFigures until(LocalDate asOf) {
        NavigableMap<LocalDate, BigDecimal> known = byDay.headMap(asOf, true);
        return new DailyFigures(
                known.isEmpty() ? known : known.tailMap(known.lastKey().minusDays(YEAR - 1L), true));
    }

    /** The same from the first day on which something was used; before it there was nothing to learn from. */
    DailyFigures sinceFirstUse() {
        return byDay.entrySet().stream()
                .filter(day -> day.getValue().signum() != 0)
                .findFirst()
                .map(first -> new DailyFigures(byDay.tailMap(first.getKey(), true)))
                .orElseGet(() -> new DailyFigures(new TreeMap<>()));
    }

    /** Sum of the complete days of a range. */
    BigDecimal sum(LocalDate from, LocalDate to) {
        return from.isAfter(to)
                ? BigDecimal.ZERO
                : byDay.subMap(from, true, to, true).values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** How many days of a range are complete. */
    int count(LocalDate from, LocalDate to) {
        return from.isAfter(to) ? 0 : byDay.subMap(from, true, to, true).size();
    }
}
