package io.meterhouse.jobs.litellm;

import io.meterhouse.jobs.landing.LandedFetch;
import io.meterhouse.jobs.landing.Landing;
import io.meterhouse.jobs.landing.LandingException;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How many requests days take, by those that landed days took: a day of many models needs a question for each. Questions that were
 * asked again are not counted.
 */
public final class ExpectedRequests {

    /** Who of the days that were never read is like whom is not known; the latest days are most like those of now. */
    private static final int LATEST_DAYS = 30;

    /** Whether the proxy is there, who may list users, whose key it is. */
    private static final int PREFLIGHT_REQUESTS = 3;

    private final Landing landing;

    /** What a landing zone tells. */
    public ExpectedRequests(Landing landing) {
        this.landing = landing;
    }

    /** About so many; empty when no day was ever landed. */
    public OptionalLong of(List<LocalDate> days) {
        List<LocalDate> landed = landing.days(LiteLlmSource.NAME);
        OptionalDouble mean = landed.subList(Math.max(0, landed.size() - LATEST_DAYS), landed.size()).stream()
                .mapToLong(this::ofLanded)
                .filter(requests -> requests > 0)
                .average();
        if (mean.isEmpty()) {
            return OptionalLong.empty();
        }
        double requests = PREFLIGHT_REQUESTS
                + ofNewest(landing.fetches(DirectoryFetcher.SOURCE, DirectoryFetcher.PARTITION, ignored -> {}));
        for (LocalDate day : days) {
            long ofDay = ofLanded(day);
            requests += ofDay > 0 ? ofDay : mean.getAsDouble();
        }
        return OptionalLong.of(Math.round(requests));
    }

    private long ofLanded(LocalDate day) {
        try {
            return ofNewest(landing.fetches(LiteLlmSource.NAME, day.toString(), ignored -> {}));
        } catch (LandingException damaged) {
            // A damaged manifest tells nothing; whoever loads the day is told.
            return 0;
        }
    }

    private static long ofNewest(List<LandedFetch> fetches) {
        return fetches.stream()
                .findFirst()
                .map(fetch -> fetch.manifest().answers().size())
                .orElse(0);
    }
}
