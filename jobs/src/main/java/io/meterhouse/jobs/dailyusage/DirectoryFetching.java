package io.meterhouse.jobs.dailyusage;

import io.meterhouse.jobs.litellm.LiteLlmException;
import io.meterhouse.jobs.litellm.LiteLlmSource;

/** Fetches who and what there is into landing; a directory that cannot be had is told and never stops the days. */
final class DirectoryFetching {

    /** Begins every warning about the directory: what it means for the reader comes before what happened. */
    static final String STAYS = "Users, keys, teams and models stay as they were. ";

    private final DailyUsageRun run;
    private final LiteLlmSource source;

    DirectoryFetching(DailyUsageRun run, LiteLlmSource source) {
        this.run = run;
        this.source = source;
    }

    void fetch() {
        run.stop().throwIfRaised();
        if (!run.isFirstToAskForDirectory()) {
            return;
        }
        try {
            source.fetchDirectory(run.litellmVersion());
        } catch (LiteLlmException unusable) {
            run.warned(STAYS + unusable.getMessage());
        }
    }
}
