package io.meterhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every macro answers about usage so small that each figure can be worked out in the head. */
class MartFigureTests {

    private static final String SEPTEMBER = "(date '2026-09-01', date '2026-09-30')";

    @TempDir
    static Path folder;

    private static SmallWarehouse warehouse;

    /** Every request has 90 prompt and 10 completion tokens. The first of September 2026 is a Tuesday. */
    @BeforeAll
    static void fill() {
        warehouse = new SmallWarehouse(folder);
        warehouse.fill(rows -> rows.days("2023-01-01", "2024-12-31", "loaded", true)
                .days("2026-08-01", "2026-08-31", "loaded", true)
                .days("2026-09-01", "2026-09-02", "loaded", true)
                .days("2026-09-06", "2026-09-07", "loaded", true)
                .days("2026-09-08", "2026-09-08", "zero", true)
                .days("2026-09-09", "2026-09-09", "partial", false)
                .days("2026-09-10", "2026-09-10", "failed", false)
                .usage("2026-08-31", "ann", "red", "gpt", "openai", 10, "1")
                .usage("2026-09-01", "ann", "red", "gpt", "openai", 20, "4")
                .usage("2026-09-02", "bob", "blue", "claude", "anthropic", 5, "1")
                .usage("2026-09-06", "ann", "red", "claude", "anthropic", 4, "2")
                .usage("2026-09-07", "(unassigned)", "(unassigned)", "gpt", "azure", 1, "1")
                .usage("2024-02-29", "ann", "red", "gpt", "openai", 8, "2")
                .usage("2023-12-31", "ann", "red", "gpt", "openai", 4, "1")
                .reconciled(true)
                .restated("2026-09-02"));
    }

    @Test
    void theSummaryIsOfTheWholeRange() {
        assertThat(answers(
                        "user_count, api_key_count, model_count, request_count, failed_request_count, prompt_tokens, "
                                + "completion_tokens, total_tokens, spend_usd::double, spend_per_request_usd::double, success_rate "
                                + "from marts.usage_summary" + SEPTEMBER))
                .containsExactly("2 | 3 | 2 | 30 | 0 | 2700 | 300 | 3000 | 8.0 | 0.26666666666666666 | 1.0");
    }

    @Test
    void aRangeOfWhichNoDayIsLoadedHasNoFiguresAndALoadedOneWithoutUsageHasZeros() {
        String figures = "user_count, api_key_count, model_count, request_count, total_tokens, spend_usd::double, "
                + "spend_per_request_usd, success_rate from marts.usage_summary";

        assertThat(answers(figures + "(date '2026-10-01', date '2026-10-31')"))
                .containsExactly("null | null | null | null | null | null | null | null");
        assertThat(answers(figures + "(date '2026-09-10', date '2026-09-11')"))
                .containsExactly("null | null | null | null | null | null | null | null");
        assertThat(answers(figures + "(date '2026-09-08', date '2026-09-10')"))
                .containsExactly("0 | 0 | 0 | 0 | 0 | 0.0 | null | null");
        assertThat(answers(figures + "(date '2026-09-01', date '2026-09-30', for_user := 'nobody')"))
                .containsExactly("0 | 0 | 0 | 0 | 0 | 0.0 | null | null");
    }

    @Test
    void eachDayOfTheRangeHasARow() {
        assertThat(answers("usage_date, day_state, is_final, user_count, request_count, spend_usd::double "
                        + "from marts.usage_by_day(date '2026-09-06', date '2026-09-11') order by usage_date"))
                .containsExactly(
                        "2026-09-06 | loaded | true | 1 | 4 | 2.0",
                        "2026-09-07 | loaded | true | 0 | 1 | 1.0",
                        "2026-09-08 | zero | true | 0 | 0 | 0.0",
                        "2026-09-09 | partial | false | 0 | 0 | 0.0",
                        "2026-09-10 | failed | false | null | null | null",
                        "2026-09-11 | missing | false | null | null | null");
    }

    @Test
    void aWeekBeginsOnMondayAndHoldsOnlyItsDaysInsideTheRange() {
        assertThat(answers("week_start_date, user_count, request_count, total_tokens, spend_usd::double "
                        + "from marts.usage_by_week" + SEPTEMBER + " order by week_start_date"))
                .containsExactly("2026-08-31 | 2 | 29 | 2900 | 7.0", "2026-09-07 | 0 | 1 | 100 | 1.0");
    }

    @Test
    void aMonthHoldsOnlyItsDaysInsideTheRange() {
        assertThat(answers("month_start_date, user_count, request_count, total_tokens, spend_usd::double "
                        + "from marts.usage_by_month(date '2026-08-31', date '2026-09-06') order by month_start_date"))
                .containsExactly("2026-08-01 | 1 | 10 | 1000 | 1.0", "2026-09-01 | 2 | 29 | 2900 | 7.0");
    }

    @Test
    void aMemberHasItsSumsAndItsShareOfTheSpend() {
        assertThat(answers("user_id, model_count, request_count, spend_usd::double, spend_share "
                        + "from marts.usage_by_user" + SEPTEMBER + " order by spend_usd desc, total_tokens desc"))
                .containsExactly(
                        "ann | 2 | 24 | 6.0 | 0.75", "bob | 1 | 5 | 1.0 | 0.125", "(unassigned) | 1 | 1 | 1.0 | 0.125");
        assertThat(answers("team_id, user_count, request_count, spend_usd::double, spend_share "
                        + "from marts.usage_by_team" + SEPTEMBER + " order by spend_usd desc, total_tokens desc"))
                .containsExactly(
                        "red | 1 | 24 | 6.0 | 0.75",
                        "blue | 1 | 5 | 1.0 | 0.125",
                        "(unassigned) | 0 | 1 | 1.0 | 0.125");
        assertThat(answers("api_key_hash, user_count, model_count, request_count, spend_usd::double, spend_share "
                        + "from marts.usage_by_api_key" + SEPTEMBER + " order by spend_usd desc, total_tokens desc"))
                .containsExactly(
                        "hash-ann | 1 | 2 | 24 | 6.0 | 0.75",
                        "hash-bob | 1 | 1 | 5 | 1.0 | 0.125",
                        "(no key) | 0 | 1 | 1 | 1.0 | 0.125");
        assertThat(answers("model_name, provider_ids, user_count, request_count, spend_usd::double, spend_share "
                        + "from marts.usage_by_model" + SEPTEMBER + " order by spend_usd desc"))
                .containsExactly(
                        "gpt | azure, openai | 1 | 21 | 5.0 | 0.625", "claude | anthropic | 2 | 9 | 3.0 | 0.375");
        assertThat(answers("provider_id, user_count, model_count, request_count, spend_usd::double, spend_share "
                        + "from marts.usage_by_provider" + SEPTEMBER + " order by spend_usd desc"))
                .containsExactly(
                        "openai | 1 | 1 | 20 | 4.0 | 0.5",
                        "anthropic | 2 | 1 | 9 | 3.0 | 0.375",
                        "azure | 0 | 1 | 1 | 1.0 | 0.125");
    }

    @Test
    void twoDimensionsHaveARowForEachPairWithUsage() {
        assertThat(answers("usage_date, model_name, request_count, spend_usd::double from marts.usage_by_day_model"
                        + SEPTEMBER + " order by usage_date, model_name"))
                .containsExactly(
                        "2026-09-01 | gpt | 20 | 4.0",
                        "2026-09-02 | claude | 5 | 1.0",
                        "2026-09-06 | claude | 4 | 2.0",
                        "2026-09-07 | gpt | 1 | 1.0");
        assertThat(answers("week_start_date, provider_id, request_count, spend_usd::double "
                        + "from marts.usage_by_week_provider" + SEPTEMBER + " order by week_start_date, provider_id"))
                .containsExactly(
                        "2026-08-31 | anthropic | 9 | 3.0",
                        "2026-08-31 | openai | 20 | 4.0",
                        "2026-09-07 | azure | 1 | 1.0");
    }

    @Test
    void aFilterTakesIdsAndNames() {
        assertThat(answers("sum(request_count), sum(spend_usd)::double from marts.filtered_usage(date '2026-09-01', "
                        + "date '2026-09-30', for_user := 'ann@example.org', for_team := 'red', "
                        + "for_api_key := 'key of ann', for_model := 'claude', for_provider := 'anthropic')"))
                .containsExactly("4 | 2.0");
    }

    @Test
    void coverageCountsTheDaysOfTheRange() {
        assertThat(answers("day_count, loaded_day_count, zero_day_count, partial_day_count, provisional_day_count, "
                        + "failed_day_count, missing_day_count, restated_day_count, restated_dates, reconciled_day_count, "
                        + "unbalanced_day_count, source_request_count, source_failed_count, source_prompt_tokens, "
                        + "source_completion_tokens, source_spend_usd::double, absent_dates "
                        + "from marts.coverage(date '2026-09-01', date '2026-09-10')"))
                .containsExactly("10 | 6 | 1 | 1 | 1 | 1 | 3 | 1 | 2026-09-02 | 6 | 0 | 30 | 0 | 2700 | 300 | 8.0 | "
                        + "2026-09-03, 2026-09-04, 2026-09-05, 2026-09-10");
    }

    @ParameterizedTest
    @CsvSource({
        // month, quarter and year go by the calendar, leap years included; all else by the number of days
        "2026-09-01, 2026-09-30, 2026-08-01, 2026-08-31",
        "2024-03-01, 2024-03-31, 2024-02-01, 2024-02-29",
        "2023-03-01, 2023-03-31, 2023-02-01, 2023-02-28",
        "2024-02-01, 2024-02-29, 2024-01-01, 2024-01-31",
        "2024-02-01, 2024-02-28, 2024-01-04, 2024-01-31",
        "2024-01-01, 2024-03-31, 2023-10-01, 2023-12-31",
        "2024-01-01, 2024-12-31, 2023-01-01, 2023-12-31",
        "2025-01-01, 2025-12-31, 2024-01-01, 2024-12-31",
        "2026-09-02, 2026-09-30, 2026-08-04, 2026-09-01",
        "2026-09-01, 2026-09-01, 2026-08-31, 2026-08-31",
        "2024-02-01, 2024-04-30, 2023-11-03, 2024-01-31"
    })
    void thePeriodBeforeIsTheCalendarsOrAsLong(String from, String to, String previousFrom, String previousTo) {
        assertThat(answers("previous_from_date, previous_to_date from marts.period_comparison(date '%s', date '%s')"
                        .formatted(from, to)))
                .containsExactly(previousFrom + " | " + previousTo);
    }

    @Test
    void aPeriodIsComparedWithTheOneBefore() {
        String figures =
                "is_previous_covered, is_covered, spend_usd::double, previous_spend_usd::double, spend_change::double, user_count, "
                        + "previous_user_count, user_count_change, request_count, previous_request_count, request_count_change, "
                        + "total_tokens, previous_total_tokens, total_tokens_change, spend_per_request_usd::double, "
                        + "previous_spend_per_request_usd::double, round(spend_per_request_change, 6) from marts.period_comparison";

        assertThat(answers(figures + SEPTEMBER))
                .containsExactly(
                        "true | false | 8.0 | 1.0 | null | 2 | 1 | null | 30 | 10 | null | 3000 | 1000 | null | "
                                + "0.26666666666666666 | 0.1 | null");
        assertThat(answers(figures + "(date '2024-01-01', date '2024-03-31')"))
                .containsExactly(
                        "true | true | 2.0 | 1.0 | 1.0 | 1 | 1 | 0.0 | 8 | 4 | 1.0 | 800 | 400 | 1.0 | 0.25 | 0.25 | 0.0");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-09-02, 2026-09-02, true", // the first is loaded
        "2026-09-09, 2026-09-09, true", // the 8th is without usage, which is known
        "2026-09-10, 2026-09-10, false", // the 9th is partial
        "2026-09-11, 2026-09-11, false", // the 10th failed
        "2026-09-12, 2026-09-12, false", // the 11th is missing
        "2026-09-05, 2026-09-08, false", // some of the days before are missing
        "2023-01-01, 2023-01-31, false"
    })
    void changesAreKnownOnlyWhenEveryDayBeforeIs(String from, String to, boolean isCovered) {
        assertThat(answers("is_previous_covered, previous_request_count is not null "
                        + "from marts.period_comparison(date '%s', date '%s')".formatted(from, to)))
                .containsExactly(isCovered + " | " + isCovered);
    }

    private static List<String> answers(String query) {
        return warehouse.answers(query);
    }
}
