package io.meterhouse.scheduler.cli;

import io.meterhouse.jobs.directory.KeyMatchRate;
import io.meterhouse.jobs.litellm.LiteLlmVersion;
import io.meterhouse.jobs.runs.Quantity;
import io.meterhouse.jobs.runs.RestingDay;
import io.meterhouse.jobs.runs.RunSummary;
import io.meterhouse.scheduler.schedule.ScheduleState;
import io.meterhouse.warehouse.SnapshotReader;
import io.meterhouse.warehouse.Warehouse;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a snapshot says of its own making.
 *
 * @param snapshotId identity of the snapshot
 * @param dataThrough last complete day; null when there is none
 * @param publishedAt when it was published, in whole seconds
 * @param age how long ago that was
 * @param ageOfData how long ago the last complete day was complete; null when there is none
 * @param days each day of the range with its state by source: final, provisional, zero, partial, failed or missing
 * @param runs the last runs, newest first, those that published nothing included
 * @param resting days that failed so often that nights try them once a week
 * @param holder who is writing now; null when nobody is
 * @param warning what is known against the version of LiteLLM; null when nothing is
 * @param schedules the daemons that run now
 */
record Status(
        String snapshotId,
        @Nullable LocalDate dataThrough,
        Instant publishedAt,
        Duration age,
        @Nullable Duration ageOfData,
        Map<String, Map<LocalDate, String>> days,
        List<RunSummary> runs,
        List<KeyMatchRate> matchRates,
        List<RestingDay> resting,
        @Nullable String holder,
        @Nullable String warning,
        List<ScheduleState> schedules) {

    static final int SHOWN_RUNS = 5;

    /** Requests of a day reach the proxy's daily tables until then, on the next UTC day. */
    private static final LocalTime COMPLETE_AT = LocalTime.of(2, 0);

    private static final Map<String, Character> SIGNS = Map.of(
            "final",
            '#',
            "provisional",
            '+',
            "zero",
            '0',
            "partial",
            'p',
            "failed",
            'x',
            "missing",
            '.',
            "expired",
            '-');

    static Status read(
            SnapshotReader snapshot,
            Warehouse warehouse,
            List<RunSummary> ended,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            Instant now) {
        Map<String, Map<LocalDate, String>> days = new TreeMap<>();
        snapshot.query(
                """
                select
                    known.source,
                    calendar_date,
                    case
                        when state is null then 'missing'
                        when state = 'loaded' and is_final then 'final'
                        when state = 'loaded' then 'provisional'
                        else state
                    end as state
                from star.dim_date
                cross join (
                    select
                        source,
                        coalesce(min(usage_date) filter (where state <> 'expired'), min(usage_date)) as first_date,
                        max(usage_date) as last_date
                    from ops.day_status
                    group by source
                ) as known
                left join ops.day_status
                    on ops.day_status.source = known.source and ops.day_status.usage_date = calendar_date
                where calendar_date between coalesce(?::date, first_date) and coalesce(?::date, greatest(?::date, last_date))
                """,
                row -> days.computeIfAbsent(row.text("source"), source -> new TreeMap<>())
                        .put(row.day("calendar_date"), row.text("state")),
                from,
                to,
                LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(1));
        Map<String, RunSummary> runs = new TreeMap<>(Comparator.reverseOrder());
        snapshot.query(
                """
                select run_id, state, loaded_day_count, failed_day_count, error
                from ops.run
                order by started_at desc
                limit ?
                """,
                row -> runs.put(
                        row.text("run_id"),
                        new RunSummary(
                                row.text("run_id"),
                                row.text("state"),
                                row.count("loaded_day_count"),
                                row.count("failed_day_count"),
                                List.of(),
                                row.optionalText("error"))),
                SHOWN_RUNS);
        ended.forEach(run -> runs.put(run.runId(), run));
        String version = snapshot
                .query(
                        "select litellm_version from ops.run where litellm_version is not null order by started_at desc limit 1",
                        row -> row.text("litellm_version"))
                .stream()
                .findFirst()
                .orElse(null);
        return snapshot.query(
                        "select snapshot_id, data_through, published_at from ops.snapshot order by published_at desc, snapshot_id desc limit 1",
                        row -> {
                            LocalDateTime published = row.optionalTimestamp("published_at");
                            Instant publishedAt = (published == null ? now : published.toInstant(ZoneOffset.UTC))
                                    .truncatedTo(ChronoUnit.SECONDS);
                            LocalDate dataThrough = row.optionalDay("data_through");
                            return new Status(
                                    row.text("snapshot_id"),
                                    dataThrough,
                                    publishedAt,
                                    Duration.between(publishedAt, now),
                                    dataThrough == null ? null : sinceComplete(dataThrough, now),
                                    days,
                                    runs.values().stream().limit(SHOWN_RUNS).toList(),
                                    KeyMatchRate.latest(snapshot),
                                    RestingDay.all(LocalDate.ofInstant(now, ZoneOffset.UTC), snapshot),
                                    warehouse.leaseHolder().orElse(null),
                                    version == null
                                            ? null
                                            : LiteLlmVersion.warning(version).orElse(null),
                                    ScheduleState.ofLiving(warehouse.home()));
                        })
                .get(0);
    }

    void print(PrintStream out) {
        out.println("Snapshot  %s, published %s (%s), data through %s"
                .formatted(
                        snapshotId,
                        publishedAt,
                        age.isNegative() ? "later than the clock of this machine says" : words(age) + " ago",
                        dataThrough == null ? "–" : dataThrough));
        out.println("Running   " + (holder == null ? "nothing" : holder));
        ScheduleLines.of(schedules).forEach(out::println);
        matchRates.forEach(rate -> out.println("Directory " + rate.sentence()));
        if (warning != null) {
            out.println("Warning   " + warning);
        }
        resting.forEach(day -> out.println("Weekly    " + day.sentence()));
        out.println();
        days.forEach((source, states) -> {
            out.println("%-12s 1...5...10...15...20...25...30.".formatted(source));
            calendar(states).forEach((month, line) -> out.println("%-12s %s".formatted(month, line)));
        });
        out.println("             # final  + provisional  0 no usage  p partial  x failed  . missing"
                + (isAnyExpired() ? "  - before the kept range" : ""));
        out.println();
        out.println("Last runs");
        runs.forEach(run -> out.println(line(run)));
    }

    private boolean isAnyExpired() {
        return days.values().stream().anyMatch(states -> states.containsValue("expired"));
    }

    /** One run in one line. */
    static String line(RunSummary run) {
        return "%-34s %-8s %9s loaded, %d failed%s%s"
                .formatted(
                        run.runId(),
                        run.state(),
                        Quantity.of(run.loadedDays(), "day"),
                        run.failedDays(),
                        run.broughtThings().stream().map(what -> "; " + what).collect(Collectors.joining()),
                        run.error() == null ? "" : ": " + run.error());
    }

    private static Duration sinceComplete(LocalDate day, Instant now) {
        return Duration.between(day.plusDays(1).atTime(COMPLETE_AT).toInstant(ZoneOffset.UTC), now);
    }

    private static Map<YearMonth, String> calendar(Map<LocalDate, String> states) {
        Map<YearMonth, String> months = new TreeMap<>();
        states.forEach((day, state) -> {
            String line = months.getOrDefault(YearMonth.from(day), "");
            months.put(
                    YearMonth.from(day),
                    line + " ".repeat(day.getDayOfMonth() - 1 - line.length()) + SIGNS.getOrDefault(state, '?'));
        });
        return months;
    }

    String json() {
        Map<String, @Nullable Object> status = new LinkedHashMap<>();
        status.put("snapshot_id", snapshotId);
        status.put("data_through", dataThrough == null ? null : dataThrough.toString());
        status.put("published_at", publishedAt.toString());
        status.put("age_seconds", age.toSeconds());
        status.put("data_age_seconds", ageOfData == null ? null : ageOfData.toSeconds());
        status.put("match_rates", matchRates.stream().map(Status::told).toList());
        status.put("weekly", resting.stream().map(Status::told).toList());
        status.put("running", holder);
        status.put("warning", warning);
        status.put("schedules", schedules);
        Map<String, Map<String, String>> named = new LinkedHashMap<>();
        days.forEach((source, states) -> {
            Map<String, String> ofSource = new LinkedHashMap<>();
            states.forEach((day, state) -> ofSource.put(day.toString(), state));
            named.put(source, ofSource);
        });
        status.put("days", named);
        List<Map<String, @Nullable Object>> listed = new ArrayList<>();
        for (RunSummary run : runs) {
            Map<String, @Nullable Object> told = new LinkedHashMap<>();
            told.put("run_id", run.runId());
            told.put("state", run.state());
            told.put("loaded_days", run.loadedDays());
            told.put("failed_days", run.failedDays());
            told.put("brought", run.broughtThings());
            told.put("error", run.error());
            listed.add(told);
        }
        status.put("runs", listed);
        return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(status);
    }

    private static Map<String, @Nullable Object> told(KeyMatchRate rate) {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put("source", rate.source());
        told.put("from_date", rate.from().toString());
        told.put("to_date", rate.to().toString());
        told.put("request_percent", rate.requestPercent());
        told.put("spend_percent", rate.spendPercent());
        return told;
    }

    private static Map<String, @Nullable Object> told(RestingDay day) {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put("source", day.source());
        told.put("day", day.day().toString());
        told.put("attempts", day.attempts());
        told.put("next_try", day.nextTry().toString());
        told.put("error", day.error());
        return told;
    }

    static String words(Duration duration) {
        long hours = duration.toHours();
        return hours >= 48 ? hours / 24 + " days" : hours > 0 ? hours + " h" : duration.toMinutes() + " min";
    }
}
