package io.meterhouse.scheduler.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is started when, and where the daemon keeps what it has started.
 *
 * @param jobs the commands by name; {@link Timetable} says what is wrong with them
 * @param jdbcUrl a PostgreSQL database that several daemons share; unset, a file of the home
 * @param username its user
 * @param password the user's password
 * @param misfireAfter lateness from which on a time counts as gone by, at least a second
 */
@ConfigurationProperties("meterhouse.schedule")
public record ScheduleProperties(
        @DefaultValue Map<String, ScheduledJobProperties> jobs,
        @Nullable String jdbcUrl,
        @Nullable String username,
        @Nullable String password,
        @DefaultValue("60s") Duration misfireAfter) {

    public ScheduleProperties {
        jobs = new TreeMap<>(jobs);
    }

    /** What is wrong with these settings but for the jobs, which nobody but the daemon needs; a sentence each. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (jdbcUrl != null && !jdbcUrl.startsWith("jdbc:postgresql:")) {
            problems.add(
                    "meterhouse.schedule.jdbc-url is no address of a PostgreSQL database; write it like jdbc:postgresql://db:5432/meterhouse.");
        }
        if (jdbcUrl != null && jdbcUrl.matches("(?i).*[?&](user|password)=.*")) {
            problems.add(
                    "meterhouse.schedule.jdbc-url holds a user or a password, which messages would show; set meterhouse.schedule.username and METERHOUSE_SCHEDULE_PASSWORD.");
        }
        if (jdbcUrl == null && (username != null || password != null)) {
            problems.add(
                    "meterhouse.schedule.username or password is set but meterhouse.schedule.jdbc-url is not; a file of the home needs neither.");
        }
        if (misfireAfter.toMillis() < 1000) {
            problems.add("meterhouse.schedule.misfire-after is %s; it is at least 1s.".formatted(misfireAfter));
        }
        return problems;
    }

    /** Where the daemon remembers. */
    ScheduleState.Memory memory() {
        return jdbcUrl == null ? ScheduleState.Memory.HOME : ScheduleState.Memory.DATABASE;
    }

    /** Never the password. */
    @Override
    public String toString() {
        return "ScheduleProperties[jobs=%s, jdbcUrl=%s, misfireAfter=%s]"
                .formatted(jobs.keySet(), jdbcUrl, misfireAfter);
    }
}
