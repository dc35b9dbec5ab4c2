package io.meterhouse.scheduler.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import java.util.stream.IntStream;
import org.quartz.CronExpression;

/**
 * One command and when it is started.
 *
 * @param name name of the job
 * @param words the command and its options, as the program gets them
 * @param times its times, in its zone
 * @param misfire what happens with times that went by unseen
 * @param timeLimit time after which the command is asked to end
 * @param memory most memory of the command's Java heap, as Java's option takes it
 */
record ScheduledJob(
        String name, List<String> words, CronExpression times, Misfire misfire, Duration timeLimit, String memory) {

    private static final int HOUR_AFTER_CHANGES = 4;
    private static final int LOOKED_AHEAD_DAYS = 366;

    ScheduledJob {
        words = List.copyOf(words);
    }

    boolean isNight() {
        return words.get(0).equals("nightly");
    }

    boolean isReport() {
        return words.get(0).equals("report");
    }

    ZoneId zone() {
        return times.getTimeZone().toZoneId();
    }

    /** Its first time after that one; empty when there is none. */
    Optional<Instant> after(Instant time) {
        return Optional.ofNullable(times.getNextValidTimeAfter(Date.from(time))).map(Date::toInstant);
    }

    /**
     * What its zone does to it: where clocks are changed, an hour between 00:00 and 04:00 is left out on a day of the year, and a
     * time in it with it.
     */
    Optional<String> warning(Instant now) {
        if (zone().getRules().nextTransition(now) == null || !isOfTheNight(now)) {
            return Optional.empty();
        }
        return Optional.of(
                "%s has times between 00:00 and 04:00 in %s, where clocks are changed: a time in the hour that is left out in spring is skipped on that day. Write it in UTC, or at another hour."
                        .formatted(name, zone()));
    }

    /** Looked for as if no clock were ever changed, so that a time of just the hour that is left out is found, too. */
    private boolean isOfTheNight(Instant now) {
        CronExpression unchanged = (CronExpression) times.clone();
        unchanged.setTimeZone(TimeZone.getTimeZone("UTC"));
        ZonedDateTime today = now.atZone(ZoneId.of("UTC")).toLocalDate().atStartOfDay(ZoneId.of("UTC"));
        return IntStream.range(0, LOOKED_AHEAD_DAYS).mapToObj(today::plusDays).anyMatch(night -> {
            Date first = unchanged.getNextValidTimeAfter(
                    Date.from(night.minusSeconds(1).toInstant()));
            return first != null
                    && first.toInstant()
                            .isBefore(night.plusHours(HOUR_AFTER_CHANGES).toInstant());
        });
    }
}
