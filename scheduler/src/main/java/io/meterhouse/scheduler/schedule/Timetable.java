package io.meterhouse.scheduler.schedule;

import java.text.ParseException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.quartz.CronExpression;

/** Every command that is to be started, and when; read from what somebody wrote, with everything that is wrong in it. */
public final class Timetable {

    private static final Pattern MEMORY = Pattern.compile("[1-9][0-9]{0,8}[kKmMgG]");
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,59}");

    private final SortedMap<String, ScheduledJob> jobs = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();
    private final Instant now;

    private Timetable(Instant now) {
        this.now = now;
    }

    /**
     * Reads the jobs of the settings.
     *
     * @param check knows the commands
     */
    public static Timetable read(ScheduleProperties properties, CommandCheck check, Instant now) {
        Timetable timetable = new Timetable(now);
        properties.jobs().forEach((name, job) -> {
            if (!job.isOff()) {
                timetable.add(name, job, check);
            }
        });
        return timetable;
    }

    /** What is wrong, a sentence each. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** What may surprise, a sentence each. */
    public List<String> warnings() {
        return jobs.values().stream().flatMap(job -> job.warning(now).stream()).toList();
    }

    /** The words of each job's command. */
    public SortedMap<String, List<String>> commands() {
        SortedMap<String, List<String>> commands = new TreeMap<>();
        jobs.forEach((name, job) -> commands.put(name, job.words()));
        return commands;
    }

    public boolean isEmpty() {
        return jobs.isEmpty();
    }

    Collection<ScheduledJob> jobs() {
        return jobs.values();
    }

    /** The job of that name; empty when the daemon was started without it. */
    Optional<ScheduledJob> find(String name) {
        return Optional.ofNullable(jobs.get(name));
    }

    private void add(String name, ScheduledJobProperties job, CommandCheck check) {
        String setting = "meterhouse.schedule.jobs." + name;
        int problemsBefore = problems.size();
        if (!NAME.matcher(name).matches()) {
            problems.add("%s: a job's name is made of a to z, 0 to 9 and dashes, 60 at most.".formatted(setting));
        }
        List<String> words = words(setting, job.command(), check);
        ZoneId zone = zone(setting, job.zone());
        CronExpression times = times(setting, job.cron());
        if (times != null && zone != null) {
            times.setTimeZone(TimeZone.getTimeZone(zone));
            if (times.getNextValidTimeAfter(java.util.Date.from(now)) == null) {
                problems.add("%s.cron is '%s', which has no time after %s.".formatted(setting, job.cron(), now));
            }
        }
        Optional<Misfire> misfire = Misfire.named(job.misfire());
        if (misfire.isEmpty()) {
            problems.add("%s.misfire is '%s'; it is fire-once or skip.".formatted(setting, job.misfire()));
        }
        if (job.timeLimit().isZero() || job.timeLimit().isNegative()) {
            problems.add("%s.time-limit is %s; write a time such as 8h.".formatted(setting, job.timeLimit()));
        }
        if (!MEMORY.matcher(job.memory()).matches()) {
            problems.add("%s.memory is '%s'; write a size such as 1g or 512m.".formatted(setting, job.memory()));
        }
        if (problems.size() == problemsBefore && times != null && misfire.isPresent()) {
            jobs.put(name, new ScheduledJob(name, words, times, misfire.get(), job.timeLimit(), job.memory()));
        }
    }

    private List<String> words(String setting, @Nullable String command, CommandCheck check) {
        if (command == null || command.isBlank()) {
            problems.add("%s.command is missing; write a command such as nightly.".formatted(setting));
            return List.of();
        }
        List<String> words = Arrays.asList(command.strip().split("\\s+", -1));
        check.objection(words)
                .ifPresent(objection ->
                        problems.add("%s.command is '%s'; %s".formatted(setting, command.strip(), objection)));
        return words;
    }

    /** Of other names, such as UTC+2, some Java machines make GMT, and Quartz asks them. */
    private @Nullable ZoneId zone(String setting, String zone) {
        if (ZoneId.getAvailableZoneIds().contains(zone)) {
            return ZoneId.of(zone);
        }
        problems.add("%s.zone is '%s'; it is UTC or an IANA zone such as Europe/Berlin.".formatted(setting, zone));
        return null;
    }

    private @Nullable CronExpression times(String setting, @Nullable String cron) {
        if (cron == null || cron.isBlank()) {
            problems.add("%s.cron is missing; write times such as 0 30 2 * * ?, or - for never.".formatted(setting));
            return null;
        }
        try {
            return new CronExpression(cron);
        } catch (ParseException | RuntimeException wrong) {
            // Quartz throws whatever a bad expression leads it to.
            problems.add(
                    "%s.cron is '%s'%s; it is second, minute, hour, day of month, month and day of week, such as 0 30 2 * * ?."
                            .formatted(setting, cron, inWords(wrong)));
            return null;
        }
    }

    /** What Quartz says of it, unless that is about its own code. */
    private static String inWords(Exception wrong) {
        String message = wrong.getMessage();
        return message == null || message.contains("java.") ? "" : " (%s)".formatted(message);
    }
}
