package io.meterhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How idle infrastructure is and what the busiest hours do, worked out by hand. */
class InfrastructureCandidateTests {

    private static final String TWO_DAYS = "(date '2026-09-01', date '2026-09-02'";

    @TempDir
    Path folder;

    private SmallWarehouse warehouse;

    @BeforeEach
    void twoDays() {
        warehouse = new SmallWarehouse(folder);
        warehouse.fill(rows ->
                rows.days("2026-09-01", "2026-09-02", "loaded", true).logDays("2026-09-01", "2026-09-02", "loaded"));
    }

    /** Of gpu, memory is the busiest resource: a mean of (60 + 50) ÷ 2. Nobody knows what the third day cost. */
    @Test
    void theBusiestResourceTellsOnTheDaysOfWhichTheCostIsKnown() {
        warehouse.fill(rows -> rows.infrastructure("2026-09-01", "gpu", "llm", "10")
                .infrastructure("2026-09-02", "gpu", "llm", "12.5")
                .infrastructure("2026-09-01", "licences", null, "99")
                .utilisation("2026-09-01", "gpu", "gpu", "20", "100")
                .utilisation("2026-09-02", "gpu", "gpu", "30", "90")
                .utilisation("2026-09-01", "gpu", "memory", "60", "80")
                .utilisation("2026-09-02", "gpu", "memory", "50", null)
                .utilisation("2026-09-03", "gpu", "memory", "0", null)
                .utilisation("2026-09-01", "disks", "disk", "5", null));

        assertThat(warehouse.answers(
                        "* from marts.resource_optimization_candidates(date '2026-09-01', date '2026-09-30')"))
                .containsExactly("gpu | memory | 2 | 55.000000000 | 80.00 | 22.500000000000");
    }

    /** Eight requests at 9, four at 10, three at 11: quiet are 11 and the 21 hours without any. */
    @Test
    void anHourWithLessThanHalfOfTheBusiestIsQuiet() {
        warehouse.fill(rows -> rows.requests("access-log", at("llm", 9, 8, 10, 4, 11, 3))
                .requests("access-log", at("search", 3, 100))
                .infrastructure("2026-09-01", "gpu", "llm", "10")
                .utilisation("2026-09-01", "gpu", "gpu", "40", null)
                .infrastructure("2026-09-01", "hosts", null, "10")
                .utilisation("2026-09-01", "hosts", "cpu", "40", null)
                .infrastructure("2026-09-01", "voices", "tts", "10")
                .utilisation("2026-09-01", "voices", "cpu", "40", null));

        assertThat(warehouse.answers("* from marts.auto_scaling_candidates" + TWO_DAYS + ")"))
                .containsExactly(
                        "gpu | llm | 2 | 8 | 22 | 1 | 40.000000000 | 10.000000000000",
                        "hosts | null | 2 | 100 | 23 | 1 | 40.000000000 | 10.000000000000",
                        "voices | tts | 0 | 0 | 0 | 1 | 40.000000000 | 10.000000000000");
        assertThat(warehouse.answers("infra_name, quiet_hour_count from marts.auto_scaling_candidates" + TWO_DAYS
                        + ", quiet_below := 0.6) where infra_name = 'gpu'"))
                .containsExactly("gpu | 23");
    }

    /**
     * 48 requests of all services are 2 a mean hour: 9 with 30 and 10 with 3 have 1.5 times as many, 11 with 2 has not. Of llm's 36
     * requests a mean hour has 1.5: in the busiest hours they are (30 − 1.5) + (3 − 1.5) = 30 above it.
     */
    @Test
    void theBusiestHoursAreThoseOfAllServicesAndWhatIsAboveTheMeanIsOfEach() {
        warehouse.fill(rows -> rows.requests("access-log", at("llm", 9, 30, 10, 3, 12, 2, 13, 1))
                .requests("access-log", at("search", 9, 0, 11, 2, 14, 2, 15, 2, 16, 2, 17, 2, 18, 2))
                .usage("2026-09-01", "ann", "red", "gpt", "openai", 36, "72")
                .callPrice("search", "0.5", "contract 4711"));

        assertThat(warehouse.answers("* from marts.peak_load" + TWO_DAYS + ", background := ['/llm/9*', 'search'])"))
                .containsExactly(
                        "llm | 2 | 9, 10 | 36 | 33 | 30.000000000 | 30 | 30 | 2 | 72.000000000000",
                        "search | 2 | 9, 10 | 12 | 0 | 0.000000000 | 12 | 0 | 2 | 6.000000000000");
        assertThat(warehouse.answers(
                        "utc_hour, request_count, background_request_count, all_request_count from marts.service_hours"
                                + TWO_DAYS + ") where is_peak and service_id = 'llm'"))
                .containsExactly("9 | 30 | 0 | 30", "10 | 3 | 0 | 3");
    }

    @Test
    void aDayThatWasNotReadToItsEndCountsNeitherWithItsRequestsNorWithItsCost() {
        warehouse.fill(rows -> rows.requests("access-log", at("llm", 9, 2))
                .requests("access-log", "2026-09-03T09:00:00 ann /llm/a 200 10")
                .usage("2026-09-01", "ann", "red", "gpt", "openai", 2, "4")
                .usage("2026-09-03", "ann", "red", "gpt", "openai", 1, "2"));

        assertThat(warehouse.answers("* from marts.peak_load(date '2026-09-01', date '2026-09-30')"))
                .containsExactly("llm | 2 | 9 | 2 | 2 | 1.916666667 | 0 | 0 | 2 | 4.000000000000");
    }

    @Test
    void aServiceWithoutAPriceHasNoCost() {
        warehouse.fill(rows -> rows.requests("access-log", at("search", 9, 2)));

        assertThat(warehouse.answers("service_id, cost_usd from marts.peak_load" + TWO_DAYS + ")"))
                .containsExactly("search | null");
    }

    /** Requests on the first day: pairs of an hour and how many; the path of each names its hour. */
    private static String[] at(String service, int... hoursAndCounts) {
        List<String> requests = new ArrayList<>();
        for (int pair = 0; pair < hoursAndCounts.length; pair += 2) {
            for (int request = 0; request < hoursAndCounts[pair + 1]; request++) {
                requests.add("2026-09-01T%02d:%02d:00 ann /%s/%d 200 10"
                        .formatted(hoursAndCounts[pair], request % 60, service, hoursAndCounts[pair]));
            }
        }
        return requests.toArray(String[]::new);
    }
}
