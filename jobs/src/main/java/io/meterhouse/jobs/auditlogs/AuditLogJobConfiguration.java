package io.meterhouse.jobs.auditlogs;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The job that brings an audit log into the star: read it into landing, then load what was landed.
 *
 * <p>Batch remembers nothing of it: how far the log was read is in the warehouse, so that a restart begins every step again.
 */
@Configuration(proxyBeanMethods = false)
class AuditLogJobConfiguration {

    // step 1: from the log to landing, a chunk a file; the warehouse is closed meanwhile

    @Bean
    Step readEvents(
            JobRepository repository,
            StoppableEvents reader,
            HarmlessEvents harmless,
            EventLanding landing,
            AuditLogProperties properties) {
        return new StepBuilder("readEvents", repository)
                        .<SourceRow, AuditEvent>chunk(properties.fetchSize())
                        .transactionManager(new ResourcelessTransactionManager())
                        .reader(reader)
                        .stream(reader)
                        .processor(harmless)
                        .writer(landing)
                        .allowStartIfComplete(true)
                        .build();
    }

    @Bean
    StoppableEvents eventReader(AuditReading reading) {
        return reading.events();
    }

    // step 2: the manifest makes it real

    @Bean
    Step completeLanding(JobRepository repository, PlatformTransactionManager transactions, EventLanding landing) {
        return new StepBuilder("completeLanding", repository)
                .tasklet(once(landing::complete), transactions)
                .allowStartIfComplete(true)
                .build();
    }

    // step 3: from landing into the star, in one transaction

    @Bean
    Step loadEvents(
            JobRepository repository,
            PlatformTransactionManager transactions,
            EventLanding landing,
            AuditLoading loading) {
        return new StepBuilder("loadEvents", repository)
                .tasklet(once(() -> loading.load(landing)), transactions)
                .allowStartIfComplete(true)
                .build();
    }

    @Bean
    Job auditLogs(
            JobRepository repository,
            @Qualifier("readEvents") Step readEvents,
            @Qualifier("completeLanding") Step completeLanding,
            @Qualifier("loadEvents") Step loadEvents) {
        return new JobBuilder("auditLogs", repository)
                .start(readEvents)
                .next(completeLanding)
                .next(loadEvents)
                .build();
    }

    private static Tasklet once(Runnable work) {
        return (contribution, chunk) -> {
            work.run();
            return RepeatStatus.FINISHED;
        };
    }
}
