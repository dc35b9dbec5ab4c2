package io.meterhouse.jobs.dailyusage;

import io.meterhouse.jobs.landing.LandingException;
import io.meterhouse.jobs.litellm.LiteLlmException;
import io.meterhouse.jobs.litellm.LiteLlmSource;
import java.time.LocalDate;

/** Fetches one day into landing; a day that fails is written into the ledger and never stops the others. */
final class DayFetching {

    private final DailyUsageRun run;
    private final LiteLlmSource source;

    DayFetching(DailyUsageRun run, LiteLlmSource source) {
        this.run = run;
        this.source = source;
    }

    void fetch(LocalDate day) {
        run.stop().throwIfRaised();
        if (run.stop().isTimeUp()) {
            run.left(day);
            return;
        }
        try {
            run.fetched(
                    day,
                    source.fetchDay(
                            day, run.litellmVersion(), run.request().consent().totals()));
        } catch (LiteLlmException | LandingException failed) {
            run.failed(day, String.valueOf(failed.getMessage()));
        }
    }
}
