package io.meterhouse.jobs.gateway;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which table rows a usage request is about: a range of days, both ends included, and exact filters. */
record ActivityQuery(
        LocalDate start,
        LocalDate end,
        @Nullable String model,
        @Nullable String apiKey,
        @Nullable String userId) {

    /**
     * Aggregates the rows of one page and nothing else, so a day may be split over pages.
     *
     * @param shift how many rows the page is displaced, for the fault in which rows are lost or repeated
     */
    Activity page(RecentDays rows, int page, int pageSize, int shift) {
        long from = Math.max(0, (page - 1L) * pageSize + shift);
        long to = from + pageSize;
        long total = 0;
        List<DayActivity> days = new ArrayList<>();
        Metrics totals = new Metrics();
        for (LocalDate day = end; !day.isBefore(start); day = day.minusDays(1)) {
            long first = total;
            if (unfiltered()) {
                int count = rows.count(day);
                total += count;
                if (count == 0 || total <= from || first >= to) {
                    continue;
                }
            }
            List<UsageRow> matching = matching(rows.of(day));
            if (!unfiltered()) {
                total += matching.size();
            }
            int begin = (int) Math.max(0, Math.min(matching.size(), from - first));
            int finish = (int) Math.max(0, Math.min(matching.size(), to - first));
            if (begin < finish) {
                DayActivity activity = DayActivity.complete(day);
                for (UsageRow row : matching.subList(begin, finish)) {
                    activity.add(row);
                    totals.add(row);
                }
                days.add(activity);
            }
        }
        long totalPages = (total + pageSize - 1) / pageSize;
        return new Activity(days, totals, page, totalPages, (long) page * pageSize < total, null, null);
    }

    /** Aggregates the whole range at once; with a limit, only the keys that spent most over it are listed. */
    Activity aggregated(RecentDays rows, @Nullable Integer keyLimit) {
        Map<String, Metrics> spendByKey = new HashMap<>();
        for (LocalDate day = end; !day.isBefore(start); day = day.minusDays(1)) {
            for (UsageRow row : matching(rows.of(day))) {
                if (!row.apiKey().isEmpty()) {
                    spendByKey
                            .computeIfAbsent(row.apiKey(), key -> new Metrics())
                            .add(row);
                }
            }
        }
        Predicate<String> listed = key -> !key.isEmpty();
        if (keyLimit != null) {
            listed = topKeys(spendByKey, keyLimit)::contains;
        }
        List<DayActivity> days = new ArrayList<>();
        Metrics totals = new Metrics();
        for (LocalDate day = end; !day.isBefore(start); day = day.minusDays(1)) {
            List<UsageRow> matching = matching(rows.of(day));
            if (!matching.isEmpty()) {
                DayActivity activity = DayActivity.withoutUsers(day, listed);
                for (UsageRow row : matching) {
                    activity.add(row);
                    totals.add(row);
                }
                days.add(activity);
            }
        }
        return new Activity(
                days,
                totals,
                1,
                1,
                false,
                keyLimit == null ? null : Long.valueOf(keyLimit),
                keyLimit == null ? null : (long) spendByKey.size());
    }

    private static Set<String> topKeys(Map<String, Metrics> spendByKey, int limit) {
        List<Map.Entry<String, Metrics>> byLargestSpend = new ArrayList<>(spendByKey.entrySet());
        // The name breaks ties, so that the same range always lists the same keys.
        byLargestSpend.sort((one, other) -> {
            int order = Double.compare(other.getValue().spend(), one.getValue().spend());
            return order != 0 ? order : one.getKey().compareTo(other.getKey());
        });
        Set<String> top = new HashSet<>();
        for (Map.Entry<String, Metrics> entry : byLargestSpend.subList(0, Math.min(limit, byLargestSpend.size()))) {
            top.add(entry.getKey());
        }
        return top;
    }

    private boolean unfiltered() {
        return model == null && apiKey == null && userId == null;
    }

    private List<UsageRow> matching(List<UsageRow> rows) {
        if (unfiltered()) {
            return rows;
        }
        List<UsageRow> matching = new ArrayList<>();
        for (UsageRow row : rows) {
            if ((model == null || model.equals(row.model()))
                    && (apiKey == null || apiKey.equals(row.apiKey()))
                    && (userId == null || userId.equals(row.userId()))) {
                matching.add(row);
            }
        }
        return matching;
    }
}
