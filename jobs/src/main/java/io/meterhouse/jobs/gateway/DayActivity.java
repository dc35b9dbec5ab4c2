package io.meterhouse.jobs.gateway;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The part of one day that an answer shows: its sums and the seven breakdowns, each again by key. */
final class DayActivity {

    /** One entry of a breakdown. */
    static final class Entry {
        final Metrics metrics = new Metrics();
        final Map<String, Metrics> keys = new LinkedHashMap<>();
    }

    final LocalDate date;
    final Metrics metrics = new Metrics();
    final Map<String, Entry> tools = new LinkedHashMap<>();
    final Map<String, Entry> models = new LinkedHashMap<>();
    final Map<String, Entry> modelGroups = new LinkedHashMap<>();
    final Map<String, Entry> providers = new LinkedHashMap<>();
    final Map<String, Entry> endpoints = new LinkedHashMap<>();
    final Map<String, Metrics> keys = new LinkedHashMap<>();
    final Map<String, Entry> users = new LinkedHashMap<>();

    private final Predicate<String> listedKey;
    private final boolean byUser;

    private DayActivity(LocalDate date, Predicate<String> listedKey, boolean byUser) {
        this.date = date;
        this.listedKey = listedKey;
        this.byUser = byUser;
    }

    static DayActivity complete(LocalDate date) {
        return new DayActivity(date, key -> true, true);
    }

    /** A day as the aggregated endpoint shows it: no users, and only the keys that made the cut. */
    static DayActivity withoutUsers(LocalDate date, Predicate<String> listedKey) {
        return new DayActivity(date, listedKey, false);
    }

    void add(UsageRow row) {
        metrics.add(row);
        boolean listed = listedKey.test(row.apiKey());
        if (listed) {
            keys.computeIfAbsent(row.apiKey(), key -> new Metrics()).add(row);
        }
        addTo(tools, row.tool(), row, listed);
        addTo(models, row.model(), row, listed);
        boolean grouped = row.modelGroup() != null && !row.modelGroup().isEmpty();
        addTo(modelGroups, grouped ? row.modelGroup() : row.model(), row, listed);
        addTo(providers, row.providerOrUnknown(), row, listed);
        addTo(endpoints, row.endpoint(), row, listed);
        if (byUser) {
            addTo(users, row.userOrUnassigned(), row, listed);
        }
    }

    private static void addTo(Map<String, Entry> breakdown, @Nullable String name, UsageRow row, boolean listed) {
        if (name == null || name.isEmpty()) {
            return;
        }
        Entry entry = breakdown.computeIfAbsent(name, added -> new Entry());
        entry.metrics.add(row);
        if (listed) {
            entry.keys.computeIfAbsent(row.apiKey(), key -> new Metrics()).add(row);
        }
    }
}
