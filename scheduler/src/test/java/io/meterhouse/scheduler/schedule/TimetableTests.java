package io.meterhouse.scheduler.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is read of the jobs that somebody wrote, and what their times are. */
class TimetableTests {

    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");

    private static ScheduledJobProperties job(@Nullable String cron, String zone) {
        return new ScheduledJobProperties("nightly", cron, zone, "fire-once", Duration.ofHours(8), "1g");
    }

    private static Timetable timetable(Map<String, ScheduledJobProperties> jobs) {
        return Timetable.read(
                new ScheduleProperties(jobs, null, null, null, Duration.ofSeconds(60)),
                words -> words.get(0).equals("nightly") ? Optional.empty() : Optional.of("nobody knows it."),
                NOW);
    }

    private static List<Instant> times(String cron, String zone, String after, int count) {
        ScheduledJob job =
                timetable(Map.of("night", job(cron, zone))).find("night").orElseThrow();
        return Stream.iterate(
                        job.after(Instant.parse(after)).orElseThrow(),
                        time -> job.after(time).orElseThrow())
                .limit(count)
                .toList();
    }

    @Test
    void aTimeInTheHourThatSpringLeavesOutIsSkippedOnThatDay() {
        assertThat(times("0 30 2 * * ?", "Europe/Berlin", "2027-03-26T12:00:00Z", 3))
                .containsExactly(
                        Instant.parse("2027-03-27T01:30:00Z"),
                        Instant.parse("2027-03-29T00:30:00Z"),
                        Instant.parse("2027-03-30T00:30:00Z"));
    }

    @Test
    void aTimeInTheHourThatAutumnHasTwiceComesOnce() {
        assertThat(times("0 30 2 * * ?", "Europe/Berlin", "2026-10-24T12:00:00Z", 2))
                .containsExactly(Instant.parse("2026-10-25T01:30:00Z"), Instant.parse("2026-10-26T01:30:00Z"));
    }

    @Test
    void inUtcEveryDayHasItsTime() {
        assertThat(times("0 30 2 * * ?", "UTC", "2027-03-27T12:00:00Z", 2))
                .containsExactly(Instant.parse("2027-03-28T02:30:00Z"), Instant.parse("2027-03-29T02:30:00Z"));
    }

    @Test
    void aZoneThatQuartzWouldTakeForAnotherIsRefused() {
        Map<String, ScheduledJobProperties> jobs = new TreeMap<>();
        for (String zone : List.of("UTC", "GMT", "Etc/UTC", "Etc/GMT-2", "America/New_York")) {
            jobs.put("right-" + jobs.size(), job("0 30 2 * * ?", zone));
        }
        jobs.put("wrong", job("0 30 2 * * ?", "UTC+2"));

        assertThat(timetable(jobs).problems())
                .containsExactly(
                        "meterhouse.schedule.jobs.wrong.zone is 'UTC+2'; it is UTC or an IANA zone such as Europe/Berlin.");
    }

    @Test
    void oneIsWarnedOfTimesOfTheNightWhereClocksAreChanged() {
        Map<String, ScheduledJobProperties> jobs = new TreeMap<>();
        jobs.put("berlin-night", job("0 30 2 * * ?", "Europe/Berlin"));
        jobs.put("berlin-four", job("0 0 4 * * ?", "Europe/Berlin"));
        jobs.put("kolkata-night", job("0 30 2 * * ?", "Asia/Kolkata"));
        jobs.put("utc-night", job("0 30 2 * * ?", "UTC"));

        assertThat(timetable(jobs).warnings())
                .singleElement()
                .isEqualTo(
                        "berlin-night has times between 00:00 and 04:00 in Europe/Berlin, where clocks are changed: a time in the hour that is left out in spring is skipped on that day. Write it in UTC, or at another hour.");
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        Map<String, ScheduledJobProperties> jobs = new TreeMap<>();
        jobs.put(
                "all-wrong",
                new ScheduledJobProperties(
                        "nightlee --as-of x", "0 61 2 * * ?", "Europe/Atlantis", "twice", Duration.ZERO, "lots"));
        jobs.put("empty", new ScheduledJobProperties(" ", null, "UTC", "skip", Duration.ofHours(1), "1g"));
        jobs.put("five-fields", job("30 2 * * *", "UTC"));
        jobs.put("off", new ScheduledJobProperties(null, "-", "", "", Duration.ZERO, ""));
        jobs.put("over", job("0 0 0 1 1 ? 2020", "UTC"));
        jobs.put("Bad_Name", job("0 30 2 * * ?", "UTC"));

        List<String> problems = timetable(jobs).problems();

        assertThat(problems)
                .satisfiesExactly(
                        name -> assertThat(name)
                                .isEqualTo(
                                        "meterhouse.schedule.jobs.Bad_Name: a job's name is made of a to z, 0 to 9 and dashes, 60 at most."),
                        command -> assertThat(command)
                                .isEqualTo(
                                        "meterhouse.schedule.jobs.all-wrong.command is 'nightlee --as-of x'; nobody knows it."),
                        zone -> assertThat(zone)
                                .isEqualTo(
                                        "meterhouse.schedule.jobs.all-wrong.zone is 'Europe/Atlantis'; it is UTC or an IANA zone such as Europe/Berlin."),
                        cron -> assertThat(cron)
                                .startsWith("meterhouse.schedule.jobs.all-wrong.cron is '0 61 2 * * ?' (")
                                .endsWith(
                                        "); it is second, minute, hour, day of month, month and day of week, such as 0 30 2 * * ?."),
                        misfire -> assertThat(misfire)
                                .isEqualTo(
                                        "meterhouse.schedule.jobs.all-wrong.misfire is 'twice'; it is fire-once or skip."),
                        limit -> assertThat(limit)
                                .isEqualTo(
                                        "meterhouse.schedule.jobs.all-wrong.time-limit is PT0S; write a time such as 8h."),
                        memory -> assertThat(memory)
                                .isEqualTo(
                                        "meterhouse.schedule.jobs.all-wrong.memory is 'lots'; write a size such as 1g or 512m."),
                        command -> assertThat(command)
                                .isEqualTo(
                                        "meterhouse.schedule.jobs.empty.command is missing; write a command such as nightly."),
                        cron -> assertThat(cron)
                                .isEqualTo(
                                        "meterhouse.schedule.jobs.empty.cron is missing; write times such as 0 30 2 * * ?, or - for never."),
                        cron -> assertThat(cron)
                                .startsWith("meterhouse.schedule.jobs.five-fields.cron is '30 2 * * *' ("),
                        over -> assertThat(over)
                                .isEqualTo(
                                        "meterhouse.schedule.jobs.over.cron is '0 0 0 1 1 ? 2020', which has no time after 2026-11-22T03:00:00Z."));
    }
}
