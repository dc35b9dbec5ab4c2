package io.meterhouse.jobs.dailyusage;

import io.meterhouse.jobs.litellm.LiteLlmSource;
import io.meterhouse.jobs.runs.Consent;
import io.meterhouse.warehouse.ShellCommand;
import io.meterhouse.warehouse.UtcTimestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Asks before anything is fetched whether the source is there, is the one this warehouse was filled from, and shows everything. */
final class Preflight {

    private final DailyUsageRun run;
    private final LiteLlmSource source;
    private final Clock clock;

    Preflight(DailyUsageRun run, LiteLlmSource source, Clock clock) {
        this.run = run;
        this.source = source;
        this.clock = clock;
    }

    void run() {
        run.stop().throwIfRaised();
        boolean isKnown = isRecordedAddress();
        run.litellmVersion(source.preflight().litellmVersion());
        if (!isKnown) {
            recordAddress();
            run.closeWriter();
        }
    }

    private boolean isRecordedAddress() {
        List<String> recorded = run.ledgerSoFar().addresses();
        boolean isKnown = recorded.contains(source.baseUrl());
        if (!recorded.isEmpty() && !isKnown && run.request().consent().address() == Consent.Address.RECORDED) {
            throw new OtherSourceException(
                    "This warehouse was filled from %s and meterhouse.litellm.base-url is %s. If both are the same proxy, confirm with '%s'; else use another home."
                            .formatted(
                                    recorded.get(0),
                                    source.baseUrl(),
                                    ShellCommand.of("backfill --from DAY --to DAY --accept-new-address")));
        }
        return isKnown;
    }

    /** Only an address at which LiteLLM answered: a mistyped one must not become the one that is expected from then on. */
    private void recordAddress() {
        run.writer().inTransaction(() -> {
            run.writer()
                    .run(
                            "load/source",
                            Map.of(
                                    "source", LiteLlmSource.NAME,
                                    "base_url", source.baseUrl(),
                                    "recorded_at", UtcTimestamp.of(clock.instant())));
            return source.baseUrl();
        });
    }

    /** The source is not the one this warehouse was filled from. */
    static final class OtherSourceException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OtherSourceException(String message) {
            super(message);
        }
    }
}
