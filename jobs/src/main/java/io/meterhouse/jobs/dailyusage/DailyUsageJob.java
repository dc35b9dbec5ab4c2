package io.meterhouse.jobs.dailyusage;

import io.meterhouse.jobs.landing.Landing;
import io.meterhouse.jobs.litellm.DayLoader;
import io.meterhouse.jobs.litellm.DirectoryLoader;
import io.meterhouse.jobs.litellm.LiteLlmException;
import io.meterhouse.jobs.litellm.LiteLlmProperties;
import io.meterhouse.jobs.litellm.LiteLlmSource;
import io.meterhouse.jobs.operations.OperationsConfiguration;
import io.meterhouse.warehouse.OtherHomeException;
import io.meterhouse.warehouse.WarehouseException;
import io.meterhouse.warehouse.WarehouseHome;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.beans.BeansException;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Starts the Batch job on a lease: its context, and with it the operations file, is open exactly as long. */
final class DailyUsageJob {

    private static final Set<BatchStatus> GIVEN_UP = EnumSet.of(BatchStatus.UNKNOWN, BatchStatus.ABANDONED);
    private static final Set<BatchStatus> OVER =
            EnumSet.of(BatchStatus.COMPLETED, BatchStatus.UNKNOWN, BatchStatus.ABANDONED);

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
     * @throws WarehouseException when the job repository cannot be used
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
            openAndStart(context, run);
        }
    }

    /** One for all slices of a run, because what it learnt of the proxy holds for the run. */
    private LiteLlmSource source() {
        if (source == null) {
            source = new LiteLlmSource(properties, landing);
        }
        return source;
    }

    private void openAndStart(AnnotationConfigApplicationContext context, DailyUsageRun run) {
        try {
            context.refresh();
            start(context, run);
        } catch (BeansException | DataAccessException | TransactionException failed) {
            OtherHomeException otherHome = causeOf(failed, OtherHomeException.class);
            if (otherHome != null) {
                throw otherHome;
            }
            SQLException broken = causeOf(failed, SQLException.class);
            throw broken == null ? failed : cannotUse(home.operations().resolve("operations.mv.db"), broken);
        }
    }

    private static WarehouseException cannotUse(Path file, SQLException broken) {
        String what = broken.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1
                ? "The job repository %s is in order, but another program has it open: %s. Close it and run the same command again."
                : "The job repository %s cannot be used: %s. It holds only the memory of jobs: move it away and run the same command again, which makes a new one; no day is lost. If the disk is full, make room instead.";
        return new WarehouseException(what.formatted(file, broken.getMessage()), broken);
    }

    private static <T extends Throwable> @Nullable T causeOf(Throwable failure, Class<T> kind) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return kind.cast(cause);
            }
        }
        return null;
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
        while (isOver(repository, repository.getJobInstance(job, parameters))) {
            attempt++;
            parameters = parameters(request, attempt);
        }
        return parameters;
    }

    /** Batch would refuse, or skip for ever, what was left in a state that nobody knows or that was given up. */
    private static boolean isOver(JobRepository repository, @Nullable JobInstance instance) {
        return instance != null
                && repository.getJobExecutions(instance).stream()
                        .anyMatch(execution -> OVER.contains(execution.getStatus())
                                || execution.getStepExecutions().stream()
                                        .anyMatch(step -> GIVEN_UP.contains(step.getStatus())));
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
        List<Throwable> failures = execution.getAllFailureExceptions();
        for (Throwable failure : failures) {
            StopSignal.RunStoppedException stopped = causeOf(failure, StopSignal.RunStoppedException.class);
            if (stopped != null) {
                return stopped;
            }
            LiteLlmException source = causeOf(failure, LiteLlmException.class);
            if (source != null) {
                return source;
            }
        }
        return failures.stream()
                .filter(RuntimeException.class::isInstance)
                .map(RuntimeException.class::cast)
                .findFirst()
                .orElseGet(() -> new IllegalStateException(
                        "The job ended as " + execution.getStatus(), failures.isEmpty() ? null : failures.get(0)));
    }
}
