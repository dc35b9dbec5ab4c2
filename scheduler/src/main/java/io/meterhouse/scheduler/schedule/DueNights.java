package io.meterhouse.scheduler.schedule;

import java.time.Clock;
import java.util.Date;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;

/**
 * The nights that run or are about to, on any daemon that shares the database. A report waits for them: after an absence of the daemon
 * the times of both have gone by, and what a report shows is what the night brings.
 */
final class DueNights {

    private final Timetable timetable;
    private final Clock clock;

    DueNights(Timetable timetable, Clock clock) {
        this.timetable = timetable;
        this.clock = clock;
    }

    /**
     * Whether there is one.
     *
     * @throws SchedulerException when the schedule cannot be read
     */
    boolean areThere(Scheduler scheduler) throws SchedulerException {
        for (ScheduledJob job : timetable.jobs()) {
            if (job.isNight() && isDue(job, scheduler)) {
                return true;
            }
        }
        return false;
    }

    private boolean isDue(ScheduledJob night, Scheduler scheduler) throws SchedulerException {
        Date now = Date.from(clock.instant());
        for (Trigger trigger : scheduler.getTriggersOfJob(new JobKey(night.name(), Schedule.GROUP))) {
            Trigger.TriggerState state = scheduler.getTriggerState(trigger.getKey());
            // Quartz blocks every trigger of a job while the job runs, since none of ours runs twice at once.
            boolean isRunning = state == Trigger.TriggerState.BLOCKED;
            Date next = trigger.getNextFireTime();
            boolean goesByNow = state == Trigger.TriggerState.NORMAL && next != null && !next.after(now);
            if (isRunning || goesByNow) {
                return true;
            }
        }
        return false;
    }
}
