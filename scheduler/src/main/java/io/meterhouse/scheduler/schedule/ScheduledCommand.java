package io.meterhouse.scheduler.schedule;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobDataMap;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;

/** A time has come: runs the job's command to its end. The same job never runs twice at once. */
@DisallowConcurrentExecution
final class ScheduledCommand implements Job {

    static final String WORDS = "words";
    static final String MEMORY = "memory";
    static final String TIME_LIMIT = "timeLimit";

    private final StartedCommands started;

    ScheduledCommand(StartedCommands started) {
        this.started = started;
    }

    @Override
    public void execute(JobExecutionContext context) throws JobExecutionException {
        JobDataMap data = context.getMergedJobDataMap();
        try {
            started.run(
                    context.getJobDetail().getKey().getName(),
                    context.getScheduledFireTime().toInstant(),
                    List.of(data.getString(WORDS).split(" ")),
                    data.getString(MEMORY),
                    Duration.parse(data.getString(TIME_LIMIT)));
        } catch (IOException cannotStart) {
            throw new JobExecutionException(cannotStart);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
