package io.meterhouse.scheduler.schedule;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.quartz.CronExpression;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One command and when it is started.
 *
 * @param command the command and its options, as after {@code ./meterhouse}, without quotes
 * @param cron when, as Quartz writes it: second, minute, hour, day of month, month, day of week
 * @param zone IANA zone that the cron is read in; in a zone with daylight saving an hour of the night may be skipped
 * @param misfire what happens at the start of the daemon when a time went by while it was not running
 * @param timeLimit time after which the command is asked to end, more than nothing
 * @param memory most memory of the command's Java heap, such as 1g
 */
public record ScheduledJobProperties(
        @Nullable String command,
        @Nullable String cron,
        @DefaultValue("UTC") String zone,
        @DefaultValue("fire-once") Misfire misfire,
        @DefaultValue("8h") Duration timeLimit,
        @DefaultValue("1g") String memory) {

    private static final Pattern MEMORY = Pattern.compile("[1-9][0-9]{0,8}[kKmMgG]");

    /** What happens with times that went by unseen. */
    public enum Misfire {
        /** However many there were, the command is started once, at once. */
        FIRE_ONCE,
        /** The command waits for its next time. */
        SKIP
    }

    /** The command's words, as the program gets them. */
    public List<String> words() {
        return command == null ? List.of() : List.of(command.strip().split("\\s+"));
    }

    List<String> problems(String name) {
        String setting = "meterhouse.schedule.jobs." + name;
        List<String> problems = new ArrayList<>();
        if (command == null || command.isBlank()) {
            problems.add("%s.command is missing; write a command such as nightly.".formatted(setting));
        } else if (words().get(0).equals("schedule")) {
            problems.add("%s.command is schedule; a schedule does not start schedules.".formatted(setting));
        }
        if (cron == null || !CronExpression.isValidExpression(cron)) {
            problems.add(
                    "%s.cron is '%s'; it is second, minute, hour, day of month, month and day of week, such as 0 30 2 * * ?."
                            .formatted(setting, cron == null ? "" : cron));
        }
        try {
            ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            problems.add("%s.zone is '%s'; it is UTC or an IANA zone such as Europe/Berlin.".formatted(setting, zone));
        }
        if (timeLimit.isZero() || timeLimit.isNegative()) {
            problems.add("%s.time-limit is %s; write a time such as 8h.".formatted(setting, timeLimit));
        }
        if (!MEMORY.matcher(memory).matches()) {
            problems.add("%s.memory is '%s'; write a size such as 1g or 512m.".formatted(setting, memory));
        }
        return problems;
    }
}
