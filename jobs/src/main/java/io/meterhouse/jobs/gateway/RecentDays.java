package io.meterhouse.jobs.gateway;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps the days asked for last, sorted by id as pages show them, and forgets the oldest beyond a number of rows. */
final class RecentDays implements UsageRows {

    private static final int ROWS_KEPT = 200_000;
    private static final int COUNTS_KEPT = 4_000;

    private final UsageRows rows;
    private final Map<LocalDate, List<UsageRow>> days = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<LocalDate, Integer> counts = new LinkedHashMap<>(16, 0.75f, true);
    private int rowsHeld;

    RecentDays(UsageRows rows) {
        this.rows = rows;
    }

    @Override
    public synchronized List<UsageRow> of(LocalDate day) {
        List<UsageRow> known = days.get(day);
        if (known != null) {
            return known;
        }
        List<UsageRow> sorted = new ArrayList<>(rows.of(day));
        sorted.sort(Comparator.comparing(UsageRow::id));
        days.put(day, sorted);
        counts.put(day, sorted.size());
        rowsHeld += sorted.size();
        forgetTheOldest();
        return sorted;
    }

    /** The number of rows of a day, remembered longer than the rows: paging through a long range asks for it often. */
    synchronized int count(LocalDate day) {
        Integer known = counts.get(day);
        return known != null ? known : of(day).size();
    }

    private void forgetTheOldest() {
        Iterator<List<UsageRow>> oldestFirst = days.values().iterator();
        while ((rowsHeld > ROWS_KEPT || days.size() > COUNTS_KEPT) && days.size() > 1) {
            rowsHeld -= oldestFirst.next().size();
            oldestFirst.remove();
        }
        if (counts.size() > COUNTS_KEPT) {
            counts.remove(counts.keySet().iterator().next());
        }
    }
}
