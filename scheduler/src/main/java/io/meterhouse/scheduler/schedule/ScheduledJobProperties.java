package io.meterhouse.scheduler.schedule;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One command and when it is started, as somebody wrote it.
 *
 * @param command the command and its options, as after {@code ./meterhouse}, without quotes
 * @param cron when, as Quartz writes it: second, minute, hour, day of month, month, day of week; a dash for never
 * @param zone IANA zone that the cron is read in; in a zone with daylight saving an hour of the night may be skipped
 * @param misfire what happens at the start of the daemon when a time went by while it was not running: fire-once or skip
 * @param timeLimit time after which the command is asked to end, more than nothing
 * @param memory most memory of the command's Java heap, such as 1g
 */
public record ScheduledJobProperties(
        @Nullable String command,
        @Nullable String cron,
        @DefaultValue("UTC") String zone,
        @DefaultValue("fire-once") String misfire,
        @DefaultValue("8h") Duration timeLimit,
        @DefaultValue("1g") String memory) {

    private static final String NEVER = "-";

    /** Whether somebody who does not want a shipped job has put a dash in the place of its times. */
    boolean isOff() {
        return NEVER.equals(cron);
    }
}
