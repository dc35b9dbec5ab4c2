package io.meterhouse.jobs.dailyusage;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The job that makes the star again from landing; it needs no source, not even a configured one. */
@Configuration(proxyBeanMethods = false)
@Import(LoadStepsConfiguration.class)
class RebuildJobConfiguration {

    @Bean
    Job rebuild(
            JobRepository repository,
            @Qualifier("loadDirectory") Step loadDirectory,
            @Qualifier("loadDays") Step loadDays) {
        return new JobBuilder("rebuild", repository)
                .start(loadDirectory)
                .next(loadDays)
                .build();
    }
}
