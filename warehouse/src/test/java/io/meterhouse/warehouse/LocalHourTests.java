package io.meterhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hours and days of the week are those a clock on the wall shows, wherever it hangs. */
class LocalHourTests {

    private static final LocalDate FIRST = LocalDate.parse("2026-03-01");
    private static final LocalDate LAST = LocalDate.parse("2026-11-10");

    @TempDir
    static Path folder;

    private static SmallWarehouse warehouse;
    private static SmallWarehouse later;
    private static List<LocalDateTime> times;

    /** Requests at the changes of clocks, in the hours beside midnight, and some thousand anywhere. */
    @BeforeAll
    static void fill() {
        Random random = new Random(11);
        long minutes = ChronoUnit.MINUTES.between(
                FIRST.atStartOfDay(), LAST.plusDays(1).atStartOfDay());
        times = Stream.concat(
                        Stream.of(
                                        // Berlin: 01:30, 03:30; New York: 01:30, 03:30
                                        "2026-03-29T00:30",
                                        "2026-03-29T01:30",
                                        "2026-03-08T06:30",
                                        "2026-03-08T07:30",
                                        // Berlin: 02:30 twice; New York: 01:30 twice
                                        "2026-10-25T00:30",
                                        "2026-10-25T01:30",
                                        "2026-11-01T05:30",
                                        "2026-11-01T06:30",
                                        // Kathmandu: 23:59 and midnight
                                        "2026-09-01T18:14",
                                        "2026-09-01T18:15")
                                .map(LocalDateTime::parse),
                        random.longs(4_000, 0, minutes)
                                .mapToObj(minute -> FIRST.atStartOfDay().plusMinutes(minute)))
                .toList();
        String[] requests = times.stream()
                .map(time -> time.toLocalDate() + "T" + time.toLocalTime() + " - /llm/call 200 1")
                .toArray(String[]::new);
        warehouse = new SmallWarehouse(folder.resolve("home"));
        warehouse.fill(rows ->
                rows.logDays(FIRST.toString(), LAST.toString(), "loaded").requests("access-log", requests));
        later = warehouse.copy(folder.resolve("later"));
        later.fill(rows -> rows.forgetRequestsBefore("2026-08-12"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTC",
                "Europe/Berlin",
                "America/New_York",
                "Asia/Kathmandu",
                "Asia/Kolkata",
                "America/St_Johns",
                "Australia/Lord_Howe",
                "Pacific/Chatham",
                "Pacific/Kiritimati"
            })
    void everyCellOfTheHeatmapIsWhatJavasOwnClockCounts(String zone) {
        assertThat(warehouse.answers(
                        "iso_weekday, local_hour, request_count, occurrence_count, round(mean_request_count, 9) "
                                + "from marts.usage_heatmap(date '2026-03-02', date '2026-11-08', in_zone := '%s')"
                                        .formatted(zone)))
                .isEqualTo(expected(ZoneId.of(zone), LocalDate.parse("2026-03-02"), LocalDate.parse("2026-11-08")));
    }

    private static List<String> expected(ZoneId zone, LocalDate from, LocalDate to) {
        Map<String, Long> counts = new TreeMap<>();
        for (LocalDateTime time : times) {
            ZonedDateTime local = time.atZone(ZoneOffset.UTC).withZoneSameInstant(zone);
            if (!local.toLocalDate().isBefore(from) && !local.toLocalDate().isAfter(to)) {
                counts.merge(cell(local), 1L, Long::sum);
            }
        }
        Map<String, Duration> passed = new TreeMap<>();
        ZonedDateTime end = to.plusDays(1).atStartOfDay(zone);
        for (ZonedDateTime time = from.atStartOfDay(zone); time.isBefore(end); time = time.plusMinutes(5)) {
            passed.merge(cell(time), Duration.ofMinutes(5), Duration::plus);
        }
        List<String> rows = new ArrayList<>();
        passed.forEach((cell, time) -> {
            double hours = time.toMinutes() / 60.0;
            long count = counts.getOrDefault(cell, 0L);
            rows.add("%s | %d | %s | %s"
                    .formatted(cell, count, hours, Math.round(count / hours * 1_000_000_000) / 1_000_000_000.0));
        });
        rows.sort((one, other) -> Integer.compare(place(one), place(other)));
        return rows;
    }

    private static String cell(ZonedDateTime local) {
        return local.getDayOfWeek().getValue() + " | " + local.getHour();
    }

    private static int place(String row) {
        String[] parts = row.split(" \\| ");
        return Integer.parseInt(parts[0]) * 100 + Integer.parseInt(parts[1]);
    }

    @Test
    void anHourThatIsSkippedHasNoRowAndOneThatIsRepeatedIsTwoHours() {
        String hours =
                "local_hour, hour_count from marts.requests_by_local_hour(date '%s', date '%s', in_zone := '%s') "
                        + "where local_hour between 1 and 3";

        assertThat(warehouse.answers(hours.formatted("2026-03-29", "2026-03-29", "Europe/Berlin")))
                .containsExactly("1 | 1.0", "3 | 1.0");
        assertThat(warehouse.answers(hours.formatted("2026-10-25", "2026-10-25", "Europe/Berlin")))
                .containsExactly("1 | 1.0", "2 | 2.0", "3 | 1.0");
        assertThat(warehouse.answers(hours.formatted("2026-03-08", "2026-03-08", "America/New_York")))
                .containsExactly("1 | 1.0", "3 | 1.0");
        assertThat(warehouse.answers(hours.formatted("2026-11-01", "2026-11-01", "America/New_York")))
                .containsExactly("1 | 2.0", "2 | 1.0", "3 | 1.0");
        assertThat(warehouse.answers(hours.formatted("2026-10-04", "2026-10-04", "Australia/Lord_Howe")))
                .containsExactly("1 | 1.0", "2 | 0.5", "3 | 1.0");
        assertThat(warehouse.answers(hours.formatted("2026-04-05", "2026-04-05", "Australia/Lord_Howe")))
                .containsExactly("1 | 1.5", "2 | 1.0", "3 | 1.0");
    }

    @Test
    void aDayOfTheRangeIsTheZonesAndItsMidnightMayBeAQuarterPast() {
        String day =
                "sum(request_count)::bigint, (select count(*) from marts.filtered_requests(date '2026-09-01', date '2026-09-02') "
                        + "where requested_at >= timestamp '2026-09-01 18:15' and requested_at < timestamp '2026-09-02 18:15') "
                        + "from marts.peak_hours(date '2026-09-02', date '2026-09-02', in_zone := 'Asia/Kathmandu')";

        long expected = times.stream()
                .filter(time -> !time.isBefore(LocalDateTime.parse("2026-09-01T18:15"))
                        && time.isBefore(LocalDateTime.parse("2026-09-02T18:15")))
                .count();
        assertThat(warehouse.answers(day)).containsExactly(expected + " | " + expected);
    }

    @Test
    void whereTheRollUpServesTheZoneItGoesOnWhenTheRequestsAreGone() {
        for (String zone : List.of("UTC", "Europe/Berlin", "America/New_York")) {
            String heatmap =
                    "* from marts.usage_heatmap(date '2026-03-02', date '2026-11-08', in_zone := '%s')".formatted(zone);

            assertThat(later.answers(heatmap)).isEqualTo(warehouse.answers(heatmap));
        }
    }

    @Test
    void whereItDoesNotRequestsThatAreGoneAreCountedApartAndMeansAreOfTheDaysThatAreKept() {
        String hours =
                "local_hour, request_count, occurrence_count, mean_request_count from marts.peak_hours(date '%s', date '%s', "
                        + "in_zone := 'Asia/Kathmandu')";
        String total =
                "sum(request_count)::bigint from marts.peak_hours(date '2026-08-01', date '2026-08-31', in_zone := 'Asia/Kathmandu')";

        assertThat(later.answers(total)).isEqualTo(warehouse.answers(total));
        assertThat(later.answers(
                        "local_hour is null, occurrence_count from marts.peak_hours(date '2026-08-01', date '2026-08-31', "
                                + "in_zone := 'Asia/Kathmandu') where local_hour is null or local_hour = 9"))
                .as("hour 9 begins at 03:15 UTC, from the 12th of August on")
                .containsExactly("false | 20.0", "true | null");
        assertThat(later.answers(hours.formatted("2026-08-13", "2026-08-31")))
                .isEqualTo(warehouse.answers(hours.formatted("2026-08-13", "2026-08-31")));
    }

    @Test
    void theWriterKnowsTheZonesToo() {
        SmallWarehouse copy = warehouse.copy(folder.resolve("writer"));
        Warehouse written = new Warehouse(copy.home(), WarehouseProperties.defaults(), SmallWarehouse.CLOCK);
        try (Lease lease = written.lease("test")) {
            assertThat(lease.writer()
                            .table("select iso_weekday, occurrence_count from marts.peak_weekdays"
                                    + "(date '2026-10-19', date '2026-11-01', in_zone := 'Asia/Kathmandu')")
                            .rows())
                    .containsExactly(
                            List.of("1", "2"),
                            List.of("2", "2"),
                            List.of("3", "2"),
                            List.of("4", "2"),
                            List.of("5", "2"),
                            List.of("6", "2"),
                            List.of("7", "2"));
        }
    }

    @Test
    void anAnalystsOwnSessionMayBeInAnyZone() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "attach '%s' as ours (read_only)".formatted(warehouse.home().publishedFile()));
            statement.execute("use ours");
            statement.execute("set TimeZone = 'Pacific/Auckland'");
            try (ResultSet answer = statement.executeQuery(
                    "select string_agg(request_count, ' ' order by iso_weekday, local_hour) as counts from marts.usage_heatmap"
                            + "(date '2026-03-02', date '2026-11-08', in_zone := 'Europe/Berlin')")) {
                answer.next();
                assertThat(List.of(answer.getString("counts").split(" ")))
                        .isEqualTo(warehouse.answers("request_count from marts.usage_heatmap"
                                + "(date '2026-03-02', date '2026-11-08', in_zone := 'Europe/Berlin')"));
            }
        }
    }

    @Test
    void theRangeAndTheZoneMayBeParametersOfAQuery() {
        try (SnapshotReader snapshot = warehouse.snapshot()) {
            assertThat(snapshot.query(
                            "select count(*) as n from marts.peak_hours(?::date, ?::date, in_zone := ?)",
                            row -> row.count("n"),
                            "2026-09-01",
                            "2026-09-30",
                            "Asia/Kathmandu"))
                    .containsExactly(24L);
        }
    }

    @Test
    void aZoneThatDoesNotExistIsNamed() {
        assertThatThrownBy(() -> warehouse.answers(
                        "* from marts.peak_hours(date '2026-09-01', date '2026-09-02', in_zone := 'Here/There')"))
                .isInstanceOf(WarehouseException.class)
                .hasMessageContaining("Here/There");
    }
}
