package io.meterhouse.scheduler.schedule;

import io.meterhouse.warehouse.WarehouseHome;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.quartz.CronScheduleBuilder;
import org.quartz.CronTrigger;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;
import org.springframework.scheduling.quartz.SchedulerFactoryBean;

/** A running schedule: starts each command at its times until it is closed. The entry of this package. */
public final class Schedule implements AutoCloseable {

    private static final String GROUP = "meterhouse";

    private final ScheduleStore store;
    private final StartedCommands started;
    private final SchedulerFactoryBean factory;
    private final Scheduler scheduler;

    private Schedule(ScheduleStore store, StartedCommands started, SchedulerFactoryBean factory) {
        this.store = store;
        this.started = started;
        this.factory = factory;
        this.scheduler = factory.getScheduler();
    }

    /**
     * Takes over what the book says and begins. A time that went by while nobody was there is made up for once, at once.
     *
     * @param settings settings of the command line, which every started command gets as well
     * @param listeners hear what was started and how it ended
     * @throws ScheduleException when the schedule cannot be kept or read
     * @throws io.meterhouse.warehouse.OtherHomeException when the database belongs to another home
     */
    public static Schedule start(
            ScheduleProperties properties,
            WarehouseHome home,
            List<String> settings,
            Clock clock,
            List<ScheduleListener> listeners) {
        ScheduleStore store = ScheduleStore.open(properties, home);
        StartedCommands started =
                new StartedCommands(new ProgramStart(settings), home.logs().resolve("schedule"), clock, listeners);
        try {
            SchedulerFactoryBean factory = factory(properties, store, started);
            Schedule schedule = new Schedule(store, started, factory);
            try (Connection turn = store.turn()) {
                schedule.takeOver(properties);
            }
            schedule.scheduler.start();
            return schedule;
        } catch (Exception unusable) {
            throw new ScheduleException("The schedule cannot be started: " + unusable.getMessage(), unusable);
        }
    }

    private static SchedulerFactoryBean factory(
            ScheduleProperties properties, ScheduleStore store, StartedCommands started) throws Exception {
        Properties quartz = store.settings();
        quartz.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        quartz.setProperty(
                "org.quartz.threadPool.threadCount",
                String.valueOf(properties.jobs().size() + 1));
        quartz.setProperty(
                "org.quartz.jobStore.misfireThreshold",
                String.valueOf(properties.misfireAfter().toMillis()));
        SchedulerFactoryBean factory = new SchedulerFactoryBean();
        factory.setSchedulerName("meterhouse");
        factory.setDataSource(store.connections());
        factory.setQuartzProperties(quartz);
        factory.setAutoStartup(false);
        factory.setWaitForJobsToCompleteOnShutdown(true);
        factory.setJobFactory((fired, ofScheduler) -> new ScheduledCommand(started));
        factory.afterPropertiesSet();
        return factory;
    }

    /** A job whose times are unchanged keeps its trigger, and with it the memory of times that went by. */
    private void takeOver(ScheduleProperties properties) throws SchedulerException {
        for (JobKey known : scheduler.getJobKeys(GroupMatcher.jobGroupEquals(GROUP))) {
            if (!properties.jobs().containsKey(known.getName())) {
                scheduler.deleteJob(known);
            }
        }
        for (var job : properties.jobs().entrySet()) {
            scheduler.addJob(detail(job.getKey(), job.getValue()), true, true);
            CronTrigger trigger = trigger(job.getKey(), job.getValue());
            Trigger known = scheduler.getTrigger(trigger.getKey());
            if (known == null) {
                scheduler.scheduleJob(trigger);
            } else if (!isSame(known, trigger)) {
                scheduler.rescheduleJob(trigger.getKey(), trigger);
            }
        }
    }

    private static boolean isSame(Trigger known, CronTrigger trigger) {
        return known instanceof CronTrigger cron
                && cron.getCronExpression().equals(trigger.getCronExpression())
                && cron.getTimeZone().equals(trigger.getTimeZone())
                && cron.getMisfireInstruction() == trigger.getMisfireInstruction();
    }

    private static JobDetail detail(String name, ScheduledJobProperties job) {
        return JobBuilder.newJob(ScheduledCommand.class)
                .withIdentity(name, GROUP)
                .usingJobData(ScheduledCommand.WORDS, String.join(" ", job.words()))
                .usingJobData(ScheduledCommand.MEMORY, job.memory())
                .usingJobData(ScheduledCommand.TIME_LIMIT, job.timeLimit().toString())
                .requestRecovery(job.misfire() == ScheduledJobProperties.Misfire.FIRE_ONCE)
                .storeDurably()
                .build();
    }

    private static CronTrigger trigger(String name, ScheduledJobProperties job) {
        CronScheduleBuilder times = CronScheduleBuilder.cronSchedule(String.valueOf(job.cron()))
                .inTimeZone(TimeZone.getTimeZone(job.zone()));
        return TriggerBuilder.newTrigger()
                .withIdentity(name, GROUP)
                .forJob(name, GROUP)
                .withSchedule(
                        switch (job.misfire()) {
                            case FIRE_ONCE -> times.withMisfireHandlingInstructionFireAndProceed();
                            case SKIP -> times.withMisfireHandlingInstructionDoNothing();
                        })
                .build();
    }

    /** When each job starts next; one that never will is missing. */
    public SortedMap<String, Instant> nextTimes() {
        SortedMap<String, Instant> next = new TreeMap<>();
        try {
            for (JobKey job : scheduler.getJobKeys(GroupMatcher.jobGroupEquals(GROUP))) {
                @Nullable Trigger trigger = scheduler.getTrigger(new TriggerKey(job.getName(), GROUP));
                Date time = trigger == null ? null : trigger.getNextFireTime();
                if (time != null) {
                    next.put(job.getName(), time.toInstant());
                }
            }
        } catch (SchedulerException unreadable) {
            throw new ScheduleException("The schedule cannot be read: " + unreadable.getMessage(), unreadable);
        }
        return next;
    }

    /** Starts nothing more, asks what runs to end after what is in flight, and waits for it. */
    @Override
    public void close() {
        try {
            scheduler.standby();
            started.terminate();
            factory.destroy();
            store.close();
        } catch (SchedulerException | SQLException unusable) {
            throw new ScheduleException("The schedule cannot be closed: " + unusable.getMessage(), unusable);
        }
    }
}
