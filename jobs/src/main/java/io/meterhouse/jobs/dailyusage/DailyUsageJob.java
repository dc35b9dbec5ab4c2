package io.meterhouse.jobs.dailyusage;

import io.meterhouse.jobs.landing.Landing;
import io.meterhouse.jobs.litellm.DayLoader;
import io.meterhouse.jobs.litellm.DirectoryLoader;
import io.meterhouse.jobs.litellm.LiteLlmProperties;
import io.meterhouse.jobs.litellm.LiteLlmSource;
import io.meterhouse.jobs.operations.OperationsConfiguration;
import io.meterhouse.warehouse.OtherHomeException;
import io.meterhouse.warehouse.WarehouseHome;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.beans.BeansException;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** Starts the Batch job on a lease: its context, and with it the operations file, is open exactly as long. */
final class DailyUsageJob {

    private final WarehouseHome home;
    private final LiteLlmProperties properties;
    private final Clock clock;
    private final Landing landing;
    private @Nullable LiteLlmSource source;

    DailyUsageJob(WarehouseHome home, LiteLlmProperties properties, Clock clock) {
        this.home = home;
        this.properties = properties;
        this.clock = clock;
        this.landing = new Landing(home.landing(), clock);
    }

    /**
     * Runs to the end, resuming what an earlier start of the same cover left unfinished.
     *
     * @throws RuntimeException what failed a step
     */
    void run(DailyUsageRun run) {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.registerBean(WarehouseHome.class, () -> home);
            context.registerBean(Clock.class, () -> clock);
            context.registerBean(LiteLlmProperties.class, () -> properties);
            context.registerBean(Landing.class, () -> landing);
            context.registerBean(DailyUsageRun.class, () -> run);
            context.registerBean(DayLoader.class, () -> new DayLoader(properties, clock));
            context.registerBean(DirectoryLoader.class, DirectoryLoader::new);
            context.register(OperationsConfiguration.class);
            if (run.request().command().readsTheSource()) {
                context.registerBean(LiteLlmSource.class, this::source);
                context.register(DailyUsageJobConfiguration.class);
            } else {
                context.register(RebuildJobConfiguration.class);
            }
            open(context);
            start(context, run);
        }
    }

    /** One for all slices of a run, because what it learnt of the proxy holds for the run. */
    private LiteLlmSource source() {
        if (source == null) {
            source = new LiteLlmSource(properties, landing);
        }
        return source;
    }

    private static void open(AnnotationConfigApplicationContext context) {
        try {
            context.refresh();
        } catch (BeansException cannotOpen) {
            if (cannotOpen.getRootCause() instanceof OtherHomeException otherHome) {
                throw otherHome;
            }
            throw cannotOpen;
        }
    }

    private static void start(AnnotationConfigApplicationContext context, DailyUsageRun run) {
        JobRepository repository = context.getBean(JobRepository.class);
        JobOperator operator = context.getBean(JobOperator.class);
        Job job = context.getBean(Job.class);
        // The lease is held, so whatever still counts as running was killed.
        repository.findRunningJobExecutions(job.getName()).forEach(operator::recover);
        try {
            JobExecution execution = operator.start(job, parameters(repository, job.getName(), run.request()));
            if (execution.getStatus() != statusAtEnd(run)) {
                throw causeOf(execution);
            }
        } catch (JobExecutionException cannotStart) {
            throw new IllegalStateException(
                    "Spring Batch cannot start the job: " + cannotStart.getMessage(), cannotStart);
        }
    }

    /** A cover is one instance and each of its slices an execution: only the last completes it. */
    static BatchStatus statusAtEnd(DailyUsageRun run) {
        return run.slice() == DailyUsageRun.Slice.LAST ? BatchStatus.COMPLETED : BatchStatus.STOPPED;
    }

    /** The attempt is that of the last instance of this cover when it did not complete, so that Batch resumes it. */
    private static JobParameters parameters(JobRepository repository, String job, RunRequest request) {
        long attempt = 1;
        JobParameters parameters = parameters(request, attempt);
        JobExecution last = repository.getLastJobExecution(job, parameters);
        while (last != null && last.getStatus() == BatchStatus.COMPLETED) {
            attempt++;
            parameters = parameters(request, attempt);
            last = repository.getLastJobExecution(job, parameters);
        }
        return parameters;
    }

    private static JobParameters parameters(RunRequest request, long attempt) {
        return new JobParametersBuilder()
                .addString("command", request.command().words())
                .addLocalDate("from", request.from())
                .addLocalDate("to", request.to())
                .addString("source", LiteLlmSource.NAME)
                .addString("only", request.selection().name())
                .addLong("attempt", attempt)
                .toJobParameters();
    }

    private static RuntimeException causeOf(JobExecution execution) {
        for (Throwable failure : execution.getAllFailureExceptions()) {
            Throwable cause = failure;
            while (cause != null) {
                if (cause instanceof StopSignal.RunStoppedException stopped) {
                    return stopped;
                }
                if (cause instanceof io.meterhouse.jobs.litellm.LiteLlmException known) {
                    return known;
                }
                cause = cause.getCause();
            }
        }
        return execution.getAllFailureExceptions().stream()
                .filter(RuntimeException.class::isInstance)
                .map(RuntimeException.class::cast)
                .findFirst()
                .orElseGet(() -> new IllegalStateException("The job ended as " + execution.getExitStatus()));
    }
}
