package io.meterhouse.scheduler.schedule;

import io.meterhouse.warehouse.WarehouseHome;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
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
import org.quartz.impl.matchers.GroupMatcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running schedule: starts each command at its times until it is closed. The entry of this package. */
public final class Schedule implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Schedule.class);
    static final String GROUP = "meterhouse";

    private final ScheduleFile file;
    private final ScheduleStore store;
    private final Scheduler scheduler;
    private final StartedCommands started;
    private final Clock clock;
    private final Instant since;
    private SortedMap<String, Instant> lastKnownTimes = new TreeMap<>();

    private Schedule(
            ScheduleFile file,
            ScheduleStore store,
            Scheduler scheduler,
            Program program,
            WarehouseHome home,
            Clock clock,
            List<ScheduleListener> listeners) {
        this.file = file;
        this.store = store;
        this.scheduler = scheduler;
        this.clock = clock;
        this.since = clock.instant();
        List<RunningCommand> leftBehind =
                file.before().map(ScheduleState::runningHere).orElse(List.of());
        List<ScheduleListener> all =
                Stream.concat(Stream.of(new Written()), listeners.stream()).toList();
        this.started = new StartedCommands(program, home, clock, leftBehind, all);
    }

    /**
     * Takes over what the timetable says and begins. A time that went by while nobody was there is made up for once, at once.
     *
     * @param timetable what to start, without problems
     * @param settings settings of the command line, which every started command gets as well
     * @param listeners hear what was started and how it ended, in this order
     * @throws ScheduleHeldException when another daemon of the home is running
     * @throws ScheduleException when the schedule cannot be kept or read
     * @throws io.meterhouse.warehouse.OtherHomeException when the file belongs to another home
     * @throws ScheduleRefusedException when the database does
     */
    public static Schedule start(
            Timetable timetable,
            ScheduleProperties properties,
            WarehouseHome home,
            List<String> settings,
            Clock clock,
            List<ScheduleListener> listeners) {
        return start(timetable, properties, home, new ThisProgram(settings), clock, listeners);
    }

    static Schedule start(
            Timetable timetable,
            ScheduleProperties properties,
            WarehouseHome home,
            Program program,
            Clock clock,
            List<ScheduleListener> listeners) {
        ScheduleFile file = ScheduleFile.take(home, properties.memory());
        boolean isStarted = false;
        try {
            ScheduleStore store = ScheduleStore.open(properties, home);
            Scheduler scheduler = store.scheduler(timetable.jobs().size());
            Schedule schedule = new Schedule(file, store, scheduler, program, home, clock, listeners);
            scheduler.setJobFactory((fired, ofScheduler) ->
                    new ScheduledCommand(timetable, new DueNights(timetable, clock), schedule.started));
            try (Connection turn = store.turn()) {
                schedule.takeOver(timetable);
            }
            schedule.started.removeLeftovers();
            schedule.write();
            scheduler.start();
            isStarted = true;
            return schedule;
        } catch (SchedulerException | SQLException | IOException unusable) {
            throw new ScheduleException("The schedule cannot be started: " + unusable.getMessage(), unusable);
        } finally {
            if (!isStarted) {
                file.close();
            }
        }
    }

    /** A job whose times are unchanged keeps its trigger, and with it the memory of times that went by. */
    private void takeOver(Timetable timetable) throws SchedulerException {
        for (JobKey known : scheduler.getJobKeys(GroupMatcher.jobGroupEquals(GROUP))) {
            if (timetable.find(known.getName()).isEmpty()) {
                scheduler.deleteJob(known);
            }
        }
        for (ScheduledJob job : timetable.jobs()) {
            scheduler.addJob(detail(job), true);
            CronTrigger trigger = trigger(job);
            @Nullable Trigger known = scheduler.getTrigger(trigger.getKey());
            if (known == null) {
                scheduler.scheduleJob(trigger);
            } else if (!isSame(known, trigger)) {
                scheduler.rescheduleJob(trigger.getKey(), trigger);
            } else if (scheduler.getTriggerState(trigger.getKey()) == Trigger.TriggerState.ERROR) {
                // Quartz gives a trigger up for good when it could not read its job once.
                scheduler.resetTriggerFromErrorState(trigger.getKey());
            }
        }
    }

    private static boolean isSame(Trigger known, CronTrigger trigger) {
        return known instanceof CronTrigger cron
                && cron.getCronExpression().equals(trigger.getCronExpression())
                && cron.getTimeZone().equals(trigger.getTimeZone())
                && cron.getMisfireInstruction() == trigger.getMisfireInstruction();
    }

    /** What was running when a daemon died is started once more where a time that went by would be made up for. */
    private static JobDetail detail(ScheduledJob job) {
        return JobBuilder.newJob(ScheduledCommand.class)
                .withIdentity(job.name(), GROUP)
                .requestRecovery(job.misfire() == Misfire.FIRE_ONCE)
                .storeDurably()
                .build();
    }

    private static CronTrigger trigger(ScheduledJob job) {
        CronScheduleBuilder times = CronScheduleBuilder.cronSchedule(job.times());
        return TriggerBuilder.newTrigger()
                .withIdentity(job.name(), GROUP)
                .forJob(job.name(), GROUP)
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
                for (Trigger trigger : scheduler.getTriggersOfJob(job)) {
                    if (trigger.getNextFireTime() != null) {
                        next.merge(
                                job.getName(),
                                trigger.getNextFireTime().toInstant(),
                                (one, other) -> one.isBefore(other) ? one : other);
                    }
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
        try (file) {
            scheduler.standby();
            started.terminate();
            scheduler.shutdown(true);
            file.write(state(clock.instant()));
            store.close();
        } catch (SchedulerException | SQLException unusable) {
            throw new ScheduleException("The schedule cannot be closed: " + unusable.getMessage(), unusable);
        }
    }

    private synchronized void write() {
        try {
            lastKnownTimes = nextTimes();
        } catch (ScheduleException unreadable) {
            // What runs is told all the same when the database is away.
            LOG.warn("The next times are unknown for now", unreadable);
        }
        file.write(state(null));
    }

    private ScheduleState state(@Nullable Instant stoppedAt) {
        return new ScheduleState(
                ProcessHandle.current().pid(),
                ScheduleState.thisHost(),
                since,
                store.memory(),
                lastKnownTimes,
                started.running(),
                stoppedAt);
    }

    /** Keeps the file up to date that readers look at. */
    private final class Written implements ScheduleListener {

        @Override
        public void started(StartedCommand command) {
            write();
        }

        @Override
        public void ended(StartedCommand command, int exitCode, Duration took) {
            write();
        }

        @Override
        public void stillRuns(StartedCommand command) {
            write();
        }

        @Override
        public void endedUnseen(StartedCommand command) {
            write();
        }
    }
}
