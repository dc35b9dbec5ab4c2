package io.meterhouse.jobs.dailyusage;

import io.meterhouse.jobs.litellm.LiteLlmProperties;
import io.meterhouse.jobs.litellm.LiteLlmSource;
import io.meterhouse.jobs.runs.RunInLog;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The job that brings days of usage into the star: fetch the directory, fetch the days side by side, then load one after another.
 */
@Configuration(proxyBeanMethods = false)
@Import(LoadStepsConfiguration.class)
class DailyUsageJobConfiguration {

    private static final String DAY = "day";

    // step 1: is the source there, and does the key see everybody's usage

    @Bean
    Step preflight(
            JobRepository repository, PlatformTransactionManager transactions, DailyUsageRun run, Preflight preflight) {
        return new StepBuilder("preflight", repository)
                .tasklet(LoadStepsConfiguration.once(preflight::run), transactions)
                .allowStartIfComplete(true)
                .build();
    }

    // step 2: who and what there is; a restart asks again, or it would forget that the directory could not be had

    @Bean
    Step fetchDirectory(
            JobRepository repository, PlatformTransactionManager transactions, DirectoryFetching directoryFetching) {
        return new StepBuilder("fetchDirectory", repository)
                .tasklet(LoadStepsConfiguration.once(directoryFetching::fetch), transactions)
                .allowStartIfComplete(true)
                .build();
    }

    // step 3: a partition a UTC day, from the source to landing

    @Bean
    Step fetchDays(
            JobRepository repository,
            @Qualifier("fetchDay") Step fetchDay,
            DailyUsageRun run,
            LiteLlmProperties properties) {
        SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor("fetch-");
        threads.setConcurrencyLimit(properties.concurrency());
        threads.setTaskDecorator(RunInLog::carried);
        return new StepBuilder("fetchDays", repository)
                .partitioner("fetchDay", aPartitionADay(run))
                .step(fetchDay)
                .taskExecutor(threads)
                .allowStartIfComplete(true)
                .build();
    }

    /** A transaction of the job repository would hold one of its connections for as long as the source takes to answer. */
    @Bean
    Step fetchDay(JobRepository repository, @Qualifier("fetchDayTasklet") Tasklet tasklet) {
        return new StepBuilder("fetchDay", repository)
                .tasklet(tasklet, new ResourcelessTransactionManager())
                .build();
    }

    @Bean
    @StepScope
    Tasklet fetchDayTasklet(DayFetching fetching, @Value("#{stepExecutionContext['day']}") String day) {
        return LoadStepsConfiguration.once(() -> fetching.fetch(LocalDate.parse(day)));
    }

    // steps 4 and 5: from landing into the star

    @Bean
    Job dailyUsage(
            JobRepository repository,
            DailyUsageRun run,
            @Qualifier("preflight") Step preflight,
            @Qualifier("fetchDirectory") Step fetchDirectory,
            @Qualifier("fetchDays") Step fetchDays,
            @Qualifier("loadDirectory") Step loadDirectory,
            @Qualifier("loadDays") Step loadDays) {
        return new JobBuilder("dailyUsage", repository)
                .listener(openUntilTheLastSlice(run))
                .start(preflight)
                .next(fetchDirectory)
                .next(fetchDays)
                .next(loadDirectory)
                .next(loadDays)
                .build();
    }

    @Bean
    Preflight preflightOfSource(DailyUsageRun run, LiteLlmSource source, Clock clock) {
        return new Preflight(run, source, clock);
    }

    @Bean
    DirectoryFetching directoryFetching(DailyUsageRun run, LiteLlmSource source) {
        return new DirectoryFetching(run, source);
    }

    @Bean
    DayFetching dayFetching(DailyUsageRun run, LiteLlmSource source) {
        return new DayFetching(run, source);
    }

    /** A slice that others follow leaves its instance open, so that a cover torn off later resumes with what is left of it. */
    private static JobExecutionListener openUntilTheLastSlice(DailyUsageRun run) {
        return new JobExecutionListener() {
            @Override
            public void afterJob(JobExecution execution) {
                if (execution.getStatus() == BatchStatus.COMPLETED) {
                    execution.setStatus(DailyUsageJob.statusAtEnd(run));
                }
            }
        };
    }

    /**
     * A day's failure does not fail its partition, so after a restart Batch would take the day as fetched: the partition of a day
     * that failed counts its attempts in its name and is therefore another one.
     */
    private static Partitioner aPartitionADay(DailyUsageRun run) {
        return gridSize -> {
            Map<LocalDate, Long> failedAttempts = run.ledgerSoFar().failedAttempts();
            Map<String, ExecutionContext> partitions = new HashMap<>();
            for (LocalDate day : run.days()) {
                ExecutionContext context = new ExecutionContext();
                context.putString(DAY, day.toString());
                Long attempts = failedAttempts.get(day);
                partitions.put(
                        LiteLlmSource.NAME + ":" + day + (attempts == null ? "" : " after " + attempts), context);
            }
            return partitions;
        };
    }
}
