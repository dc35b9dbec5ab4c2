package io.meterhouse.jobs.litellm;

import io.meterhouse.jobs.landing.LandedFetch;
import io.meterhouse.jobs.landing.Landing;
import io.meterhouse.jobs.landing.LandingDraft;
import io.meterhouse.jobs.landing.LandingManifest;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Fetches days into the landing zone: read, proved, joined to the exact grain, and only then real. */
final class DayFetcher {

    private static final int READINGS = 3;

    private final LiteLlmClient client;
    private final DayProof proof;
    private final Landing landing;
    private final int pageSize;

    DayFetcher(LiteLlmClient client, Landing landing, int pageSize) {
        this.client = client;
        this.proof = new DayProof(client);
        this.landing = landing;
        this.pageSize = pageSize;
    }

    /**
     * Fetches one day.
     *
     * @throws LiteLlmException when no consistent answer could be had
     */
    LandedFetch fetch(LocalDate day, @Nullable String litellmVersion, LandingDraft.Acceptance acceptance) {
        LandingDraft draft = landing.begin(LiteLlmSource.NAME, day.toString());
        try {
            DayActivity activity = readConsistently(day, LiteLlmVersion.rowOrder(litellmVersion), draft);
            return draft.complete(
                    client.baseUrl(),
                    litellmVersion,
                    new LandingManifest.Totals(
                            activity.total.requests, activity.total.totalTokens(), activity.total.spend),
                    acceptance);
        } catch (RuntimeException failed) {
            draft.discard();
            throw failed;
        }
    }

    private DayActivity readConsistently(LocalDate day, LiteLlmVersion.RowOrder order, LandingDraft draft) {
        TornAnswerException last = null;
        for (int reading = 1; reading <= READINGS; reading++) {
            draft.restart();
            try {
                return proof.readProved(day, new DayReader(client, day, draft), pageSize, order);
            } catch (TornAnswerException torn) {
                last = torn;
            }
        }
        throw new LiteLlmException(
                LiteLlmException.Kind.UNUSABLE,
                "LiteLLM's answers about %s contradict each other in %d readings; what was loaded before stays. The last: %s"
                        .formatted(day, READINGS, last == null ? "" : last.getMessage()),
                last == null ? new IllegalStateException("no reading") : last);
    }
}
