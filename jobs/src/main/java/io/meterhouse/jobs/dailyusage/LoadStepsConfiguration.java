package io.meterhouse.jobs.dailyusage;

import io.meterhouse.jobs.landing.Landing;
import io.meterhouse.jobs.landing.LandingException;
import io.meterhouse.jobs.litellm.DayLoader;
import io.meterhouse.jobs.litellm.DirectoryLoader;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** The steps from landing into the star, which a run that fetches and a rebuild share. */
@Configuration(proxyBeanMethods = false)
class LoadStepsConfiguration {

    // dimensions before facts

    @Bean
    Step loadDirectory(
            JobRepository repository,
            PlatformTransactionManager transactions,
            DailyUsageRun run,
            Landing landing,
            DirectoryLoader loader) {
        return new StepBuilder("loadDirectory", repository)
                .tasklet(once(() -> loadDirectory(loader, landing, run)), transactions)
                .allowStartIfComplete(true)
                .build();
    }

    // one day at a time on the one writing connection

    @Bean
    Step loadDays(JobRepository repository, PlatformTransactionManager transactions, DayLoading loading) {
        return new StepBuilder("loadDays", repository)
                .tasklet(once(loading::loadAll), transactions)
                .allowStartIfComplete(true)
                .build();
    }

    @Bean
    DayLoading dayLoading(DailyUsageRun run, Landing landing, DayLoader loader) {
        return new DayLoading(run, landing, loader);
    }

    /** Who is who is no reason to do without usage: the dimensions stay as they are, and whoever watches is told. */
    private static void loadDirectory(DirectoryLoader loader, Landing landing, DailyUsageRun run) {
        try {
            if (!run.request().command().readsTheSource()) {
                loader.loadAll(landing, run.writer(), run::warned);
            } else {
                loader.loadNewest(landing, run.writer(), run::warned);
            }
        } catch (LandingException damaged) {
            run.warned(DirectoryFetching.STAYS + damaged.getMessage());
        }
    }

    static Tasklet once(Runnable work) {
        return (contribution, chunk) -> {
            work.run();
            return RepeatStatus.FINISHED;
        };
    }
}
