package io.meterhouse.jobs.dailyusage;

import io.meterhouse.jobs.landing.Landing;
import io.meterhouse.jobs.litellm.DayLoader;
import io.meterhouse.jobs.litellm.DirectoryLoader;
import io.meterhouse.jobs.litellm.LiteLlmException;
import io.meterhouse.jobs.litellm.LiteLlmProperties;
import io.meterhouse.jobs.litellm.LiteLlmSource;
import io.meterhouse.jobs.operations.ResumableJob;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.StopSignal;
import io.meterhouse.warehouse.WarehouseHome;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** Starts the Batch job of a slice of days. */
final class DailyUsageJob {

    private final LiteLlmProperties properties;
    private final Supplier<Set<String>> keyMetadata;
    private final Clock clock;
    private final Landing landing;
    private final ResumableJob job;
    private @Nullable LiteLlmSource source;

    DailyUsageJob(WarehouseHome home, LiteLlmProperties properties, Supplier<Set<String>> keyMetadata, Clock clock) {
        this.properties = properties;
        this.keyMetadata = keyMetadata;
        this.clock = clock;
        this.landing = new Landing(home.landing(), clock);
        this.job = new ResumableJob(home, clock, List.of(StopSignal.RunStoppedException.class, LiteLlmException.class));
    }

    /**
     * Runs to the end, resuming what an earlier start of the same cover left unfinished.
     *
     * @throws io.meterhouse.warehouse.WarehouseException when the job repository cannot be used
     * @throws RuntimeException what failed a step
     */
    void run(DailyUsageRun run) {
        job.run(cover(run.request()), statusAtEnd(run), context -> register(context, run));
    }

    private void register(AnnotationConfigApplicationContext context, DailyUsageRun run) {
        context.registerBean(LiteLlmProperties.class, () -> properties);
        context.registerBean(Landing.class, () -> landing);
        context.registerBean(DailyUsageRun.class, () -> run);
        context.registerBean(DayLoader.class, () -> new DayLoader(properties, clock));
        context.registerBean(DirectoryLoader.class, DirectoryLoader::new);
        if (run.request().command().readsTheSource()) {
            context.registerBean(LiteLlmSource.class, this::source);
            context.register(DailyUsageJobConfiguration.class);
        } else {
            context.register(RebuildJobConfiguration.class);
        }
    }

    /** One for all slices of a run, because what it learnt of the proxy holds for the run. */
    private LiteLlmSource source() {
        if (source == null) {
            source = new LiteLlmSource(properties, landing, keyMetadata);
        }
        return source;
    }

    /** A cover is one instance and each of its slices an execution: only the last completes it. */
    static BatchStatus statusAtEnd(DailyUsageRun run) {
        return run.slice() == DailyUsageRun.Slice.LAST ? BatchStatus.COMPLETED : BatchStatus.STOPPED;
    }

    private static JobParameters cover(RunRequest request) {
        return new JobParametersBuilder()
                .addString("command", request.command().words())
                .addLocalDate("from", request.from())
                .addLocalDate("to", request.to())
                .addString("source", LiteLlmSource.NAME)
                .addString("only", request.selection().name())
                .toJobParameters();
    }
}
