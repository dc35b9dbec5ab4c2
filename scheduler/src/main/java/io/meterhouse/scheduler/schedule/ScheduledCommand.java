package io.meterhouse.scheduler.schedule;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;

/** A time has come: runs the job's command to its end. The same job never runs twice at once. */
@DisallowConcurrentExecution
final class ScheduledCommand implements Job {

    private static final String ONCE_MORE = "once-more";

    private static final Duration GLANCE = Duration.ofSeconds(1);

    private final Timetable timetable;
    private final DueNights nights;
    private final StartedCommands started;

    ScheduledCommand(Timetable timetable, DueNights nights, StartedCommands started) {
        this.timetable = timetable;
        this.nights = nights;
        this.started = started;
    }

    @Override
    public void execute(JobExecutionContext context) throws JobExecutionException {
        String name = context.getJobDetail().getKey().getName();
        ScheduledJob job = timetable
                .find(name)
                .orElseThrow(() -> new JobExecutionException(
                        "This daemon was started before the job %s was added; start it anew.".formatted(name)));
        try {
            Optional<RunningCommand> leftBehind = started.leftBehind(job);
            // A command that outlived its daemon has done what it was started for, unless this one has ended it.
            boolean isDone = leftBehind.isPresent()
                    && started.awaitEnd(job, leftBehind.get()) == StartedCommands.End.BY_ITSELF
                    && context.isRecovering();
            if (!isDone
                    && run(job, context) == StartedCommands.End.WITH_THE_DAEMON
                    && job.misfire() == Misfire.FIRE_ONCE) {
                startOnceMore(context.getScheduler(), context.getJobDetail());
            }
        } catch (IOException | SchedulerException cannotStart) {
            throw new JobExecutionException(cannotStart);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private StartedCommands.End run(ScheduledJob job, JobExecutionContext context)
            throws IOException, InterruptedException, SchedulerException {
        // A daemon that ends starts nothing, whatever is due.
        while (job.isReport() && nights.areThere(context.getScheduler()) && started.isOpenAfter(GLANCE)) {}
        return started.run(job, due(context));
    }

    /** By the next daemon, or at once by another one that shares the database. */
    private static void startOnceMore(Scheduler scheduler, JobDetail job) throws SchedulerException {
        TriggerKey key = new TriggerKey(job.getKey().getName(), ONCE_MORE);
        Trigger once = TriggerBuilder.newTrigger()
                .withIdentity(key)
                .forJob(job.getKey())
                .startNow()
                .build();
        if (!scheduler.checkExists(key)) {
            scheduler.scheduleJob(once);
        }
    }

    private static Instant due(JobExecutionContext context) {
        return (context.isRecovering()
                        ? new java.util.Date(context.getMergedJobDataMap()
                                .getLong(Scheduler.FAILED_JOB_ORIGINAL_TRIGGER_SCHEDULED_FIRETIME_IN_MILLISECONDS))
                        : context.getScheduledFireTime())
                .toInstant();
    }
}
