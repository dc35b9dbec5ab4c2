package io.meterhouse.jobs.operations;

import io.meterhouse.warehouse.OtherHomeException;
import io.meterhouse.warehouse.WarehouseException;
import io.meterhouse.warehouse.WarehouseHome;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
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

/**
 * Starts the Batch job of a source while a lease is held: its context, and with it the operations file, is open exactly as long. What
 * an earlier start of the same cover left unfinished is resumed.
 */
public final class ResumableJob {

    private static final Set<BatchStatus> GIVEN_UP = EnumSet.of(BatchStatus.UNKNOWN, BatchStatus.ABANDONED);
    private static final Set<BatchStatus> OVER =
            EnumSet.of(BatchStatus.COMPLETED, BatchStatus.UNKNOWN, BatchStatus.ABANDONED);

    private final WarehouseHome home;
    private final Clock clock;
    private final List<Class<? extends RuntimeException>> tellingFailures;

    /**
     * A job of a home.
     *
     * @param tellingFailures exceptions that say more of an end than those beside and around them, the most telling first
     */
    public ResumableJob(WarehouseHome home, Clock clock, List<Class<? extends RuntimeException>> tellingFailures) {
        this.home = home;
        this.clock = clock;
        this.tellingFailures = List.copyOf(tellingFailures);
    }

    /**
     * Runs the one job of a context to its end.
     *
     * @param cover what identifies the instance, without the number of the attempt
     * @param end the status of an execution that went well
     * @param beans registers the job and what it works with, beside the home and the clock
     * @throws WarehouseException when the job repository cannot be used
     * @throws RuntimeException what failed a step
     */
    public void run(JobParameters cover, BatchStatus end, Consumer<AnnotationConfigApplicationContext> beans) {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.registerBean(WarehouseHome.class, () -> home);
            context.registerBean(Clock.class, () -> clock);
            context.register(OperationsConfiguration.class);
            beans.accept(context);
            context.refresh();
            start(context, cover, end);
        } catch (BeansException | DataAccessException | TransactionException failed) {
            OtherHomeException otherHome = causeOf(failed, OtherHomeException.class);
            if (otherHome != null) {
                throw otherHome;
            }
            SQLException broken = causeOf(failed, SQLException.class);
            throw broken == null ? failed : cannotUse(home.operations().resolve("operations.mv.db"), broken);
        }
    }

    static WarehouseException cannotUse(Path file, SQLException broken) {
        String what = broken.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1
                ? "The job repository %s is in order, but another program has it open: %s. Close it and run the same command again."
                : "The job repository %s cannot be used: %s. It holds the memory of jobs, and decisions about findings, which the warehouse has, too: move it away and run the same command again, which makes a new one; no day is lost. If the disk is full, make room instead.";
        return new WarehouseException(what.formatted(file, broken.getMessage()), broken);
    }

    private void start(AnnotationConfigApplicationContext context, JobParameters cover, BatchStatus end) {
        JobRepository repository = context.getBean(JobRepository.class);
        JobOperator operator = context.getBean(JobOperator.class);
        Job job = context.getBean(Job.class);
        // The lease is held, so whatever still counts as running was killed, of this job or another.
        repository
                .getJobNames()
                .forEach(name -> repository.findRunningJobExecutions(name).forEach(operator::recover));
        try {
            JobExecution execution = operator.start(job, ofNextAttempt(repository, job.getName(), cover));
            if (execution.getStatus() != end) {
                throw causeOf(execution);
            }
        } catch (JobExecutionException cannotStart) {
            throw new IllegalStateException(
                    "Spring Batch cannot start the job: " + cannotStart.getMessage(), cannotStart);
        }
    }

    /** The attempt is that of the last instance of this cover when it did not complete, so that Batch resumes it. */
    private static JobParameters ofNextAttempt(JobRepository repository, String job, JobParameters cover) {
        long attempt = 1;
        JobParameters parameters = ofAttempt(cover, attempt);
        while (isOver(repository, repository.getJobInstance(job, parameters))) {
            attempt++;
            parameters = ofAttempt(cover, attempt);
        }
        return parameters;
    }

    private static JobParameters ofAttempt(JobParameters cover, long attempt) {
        return new JobParametersBuilder(cover).addLong("attempt", attempt).toJobParameters();
    }

    /** Batch would refuse, or skip for ever, what was left in a state that nobody knows or that was given up. */
    private static boolean isOver(JobRepository repository, @Nullable JobInstance instance) {
        return instance != null
                && repository.getJobExecutions(instance).stream()
                        .anyMatch(execution -> OVER.contains(execution.getStatus())
                                || execution.getStepExecutions().stream()
                                        .anyMatch(step -> GIVEN_UP.contains(step.getStatus())));
    }

    private RuntimeException causeOf(JobExecution execution) {
        List<Throwable> failures = execution.getAllFailureExceptions();
        for (Class<? extends RuntimeException> telling : tellingFailures) {
            for (Throwable failure : failures) {
                RuntimeException cause = causeOf(failure, telling);
                if (cause != null) {
                    return cause;
                }
            }
        }
        return failures.stream()
                .filter(RuntimeException.class::isInstance)
                .map(RuntimeException.class::cast)
                .findFirst()
                .orElseGet(() -> new IllegalStateException(
                        "The job ended as " + execution.getStatus(), failures.isEmpty() ? null : failures.get(0)));
    }

    private static <T extends Throwable> @Nullable T causeOf(Throwable failure, Class<T> kind) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return kind.cast(cause);
            }
        }
        return null;
    }
}
