package io.meterhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the macros and views that compare periods and members answer, worked out by hand. */
class ComparisonMartTests {

    private static final String SEPTEMBER = "(date '2026-09-01', date '2026-09-30')";

    @TempDir
    static Path folder;

    private static SmallWarehouse warehouse;

    /** Every request has 90 prompt and 10 completion tokens. August has 40 requests for 58 dollars, September 60 for 98. */
    @BeforeAll
    static void fill() {
        warehouse = new SmallWarehouse(folder);
        warehouse.fill(rows -> rows.days("2026-08-01", "2026-09-30", "loaded", true)
                .usage("2026-08-03", "ann", "red", "gpt", "openai", 20, "20")
                .usage("2026-08-04", "bob", "blue", "claude", "anthropic", 10, "30")
                .usage("2026-08-31", "cid", "red", "old", "openai", 10, "8")
                .usage("2026-09-01", "ann", "red", "gpt", "openai", 10, "11")
                .usage("2026-09-02", "ann", "red", "gpt", "openai", 20, "22")
                .usage("2026-09-02", "bob", "blue", "claude", "anthropic", 20, "60")
                .usage("2026-09-30", "cid", "red", "new", "openai", 10, "5")
                .cached("2026-09-01", 400, 100)
                .price("gpt", "openai", "0.00001", "0.000001", "0.0000125")
                .price("new", "openai", "0.00002", null, null));
    }

    /** There are half as many tokens more: 6,000 after 4,000. */
    @Test
    void volumeMixAndPriceAreTogetherTheChangeOfTheSpend() {
        assertThat(answers(
                        "model_name, previous_total_tokens, total_tokens, change_usd::double, volume_effect_usd::double, "
                                + "mix_effect_usd::double, price_effect_usd::double from marts.cost_drivers"
                                + SEPTEMBER))
                .containsExactly(
                        "claude | 1000 | 2000 | 30.0 | 15.0 | 15.0 | 0.0",
                        "gpt | 2000 | 3000 | 13.0 | 10.0 | 0.0 | 3.0",
                        "old | 1000 | 0 | -8.0 | 4.0 | -12.0 | 0.0",
                        "new | 0 | 1000 | 5.0 | 0.0 | 5.0 | 0.0");
        assertThat(answers("sum(change_usd) = sum(volume_effect_usd + mix_effect_usd + price_effect_usd), "
                        + "sum(change_usd)::double from marts.cost_drivers" + SEPTEMBER))
                .containsExactly("true | 40.0");
    }

    @Test
    void aPeriodThatIsNotWhollyLoadedIsComparedWithNothing() {
        assertThat(answers("count(*) from marts.cost_drivers(date '2026-08-01', date '2026-08-31')"))
                .containsExactly("0");
        assertThat(answers(
                        "count(*) from marts.top_movers" + SEPTEMBER.replace(")", ", compare_with := 'year before')")))
                .containsExactly("0");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-09-01, 2026-09-30, 2025-09-01, 2025-09-30",
        "2025-02-01, 2025-02-28, 2024-02-01, 2024-02-29",
        "2025-02-28, 2025-02-28, 2024-02-28, 2024-02-28",
        "2025-02-22, 2025-02-28, 2024-02-22, 2024-02-28",
        "2024-02-29, 2024-02-29, 2023-02-28, 2023-02-28",
        "2024-02-10, 2024-02-29, 2023-02-10, 2023-02-28",
        "2026-09-05, 2026-09-11, 2025-09-05, 2025-09-11",
    })
    void theYearBeforeHasTheSameDays(String from, String to, String previousFrom, String previousTo) {
        assertThat(answers("previous_from_date, previous_to_date from marts.period_comparison(date '%s', date '%s', "
                                .formatted(from, to)
                        + "compare_with := 'year before')"))
                .containsExactly(previousFrom + " | " + previousTo);
    }

    @Test
    void theLargestChangesComeFirstUpOrDown() {
        assertThat(answers(
                        "place, member_id, member_name, previous_spend_usd::double, spend_usd::double, change_usd::double, "
                                + "spend_change::double from marts.top_movers" + SEPTEMBER
                                + " where member_kind = 'user'"))
                .containsExactly(
                        "1 | bob | bob | 30.0 | 60.0 | 30.0 | 1.0",
                        "2 | ann | ann | 20.0 | 33.0 | 13.0 | 0.65",
                        "3 | cid | cid | 8.0 | 5.0 | -3.0 | -0.375");
        assertThat(answers("member_kind, count(*) from marts.top_movers" + SEPTEMBER + " group by all order by all"))
                .containsExactly("api_key | 3", "model | 4", "provider | 2", "team | 2", "user | 3");
    }

    /** Versions of the engine mistake the second grouping for the first: {@code session/settings.sql} says which. */
    @Test
    void usageThatIsGroupedTwiceInOneQueryIsGroupedTwice() {
        assertThat(answers("* from (select model_name, request_count from marts.usage_by_model" + SEPTEMBER
                        + " union all select provider_id, request_count from marts.usage_by_provider" + SEPTEMBER
                        + ") order by all"))
                .containsExactly("anthropic | 20", "claude | 20", "gpt | 30", "new | 10", "openai | 40");
    }

    @Test
    void filterOptionsAreWhatIsUsedTogetherWithTheFiltersThatAreSet() {
        assertThat(answers(
                        "member_kind, member_id, member_name, request_count from marts.filter_options(date '2026-09-01', "
                                + "date '2026-09-30', for_user := 'ann')"))
                .containsExactly(
                        "api_key | hash-ann | key of ann | 30",
                        "model | gpt | gpt | 30",
                        "provider | openai | openai | 30",
                        "team | red | red | 30",
                        "user | ann | ann | 30");
    }

    @Test
    void activeUsersAreKnownOfWindowsThatAreWhollyLoaded() {
        assertThat(
                        answers(
                                "usage_date, daily_active_user_count, weekly_active_user_count, monthly_active_user_count, "
                                        + "round(stickiness, 4) from marts.engagement(date '2026-08-03', date '2026-09-02') "
                                        + "where usage_date in (date '2026-08-03', date '2026-08-10', date '2026-09-01', date '2026-09-02')"))
                .containsExactly(
                        "2026-08-03 | 1 | null | null | null",
                        "2026-08-10 | 0 | 1 | null | null",
                        "2026-09-01 | 1 | 2 | 3 | 0.3333",
                        "2026-09-02 | 2 | 3 | 3 | 0.6667");
    }

    @Test
    void aUserStandsBesideTheMedianOfTheTeamAndOfAll() {
        assertThat(answers("user_id, team_id, spend_usd::double, team_user_count, team_median_spend_usd::double, "
                        + "median_spend_usd::double, round(times_team_median, 4)::double, round(times_median, 4)::double "
                        + "from marts.user_benchmark" + SEPTEMBER))
                .containsExactly(
                        "bob | blue | 60.0 | 1 | 60.0 | 33.0 | 1.0 | 1.8182",
                        "ann | red | 33.0 | 2 | 19.0 | 33.0 | 1.7368 | 1.0",
                        "cid | red | 5.0 | 2 | 19.0 | 33.0 | 0.2632 | 0.1515");
    }

    @Test
    void monthsGrowAgainstCompleteOnes() {
        assertThat(
                        answers(
                                "month_start_date, is_complete, request_count, request_change, round(spend_change, 6)::double, busiest_date, "
                                        + "busiest_request_count, busiest_to_mean from marts.usage_growth(date '2026-08-01', date '2026-09-30')"))
                .containsExactly(
                        "2026-08-01 | true | 40 | null | null | 2026-08-03 | 20 | 15.5",
                        "2026-09-01 | true | 60 | 0.5 | 0.689655 | 2026-09-02 | 40 | 20.0");
        assertThat(answers("is_complete, request_change from marts.usage_growth(date '2026-08-01', date '2026-09-29')"))
                .containsExactly("true | null", "false | null");
    }

    @Test
    void cachedTokensAreWorthTheirDifferenceFromThePriceOfInput() {
        assertThat(answers(
                        "model_name, prompt_tokens, cache_read_tokens, cache_write_tokens, round(cache_read_share, 6), "
                                + "saved_by_reading_usd::double, paid_for_writing_usd::double, cost_source from marts.cache_usage"
                                + SEPTEMBER))
                .containsExactly(
                        "gpt | 2700 | 400 | 100 | 0.148148 | 0.0036 | 2.5E-4 | estimated",
                        "claude | 1800 | 0 | 0 | 0.0 | null | null | null",
                        "new | 900 | 0 | 0 | 0.0 | 0.0 | 0.0 | estimated");
    }

    @Test
    void membersAreKnownSinceTheirFirstUsage() {
        assertThat(answers("member_id, member_name, first_usage_date, last_usage_date from marts.first_seen "
                        + "where member_kind = 'user' order by member_id"))
                .containsExactly(
                        "ann | ann | 2026-08-03 | 2026-09-02",
                        "bob | bob | 2026-08-04 | 2026-09-02",
                        "cid | cid | 2026-08-31 | 2026-09-30");
    }

    @Test
    void periodsEndOnTheLastDayThatIsLoaded() {
        assertThat(answers("period, from_date, to_date, request_count, spend_usd::double from marts.usage_periods"))
                .containsExactly(
                        "today | 2026-09-30 | 2026-09-30 | 10 | 5.0",
                        "week | 2026-09-28 | 2026-09-30 | 10 | 5.0",
                        "month | 2026-09-01 | 2026-09-30 | 60 | 98.0",
                        "year | 2026-01-01 | 2026-09-30 | 100 | 156.0",
                        "all time | 2026-08-01 | 2026-09-30 | 100 | 156.0");
    }

    @Test
    void trendsAreOfThirtyDaysTwelveWeeksAndTwelveMonths() {
        assertThat(answers("trend, count(*), min(period_start_date), max(period_start_date), sum(request_count) "
                        + "from marts.usage_trends group by trend order by trend"))
                .containsExactly(
                        "daily | 30 | 2026-09-01 | 2026-09-30 | 60",
                        "monthly | 2 | 2026-08-01 | 2026-09-01 | 100",
                        "weekly | 3 | 2026-08-03 | 2026-09-28 | 100");
    }

    @Test
    void twoDimensionsHaveARowForEachPairWithUsage() {
        assertThat(answers(
                        "user_id, user_name, model_name, request_count, round(spend_share::double, 4) from marts.usage_by_user_model"
                                + SEPTEMBER))
                .containsExactly(
                        "bob | bob | claude | 20 | 0.6122",
                        "ann | ann | gpt | 30 | 0.3367",
                        "cid | cid | new | 10 | 0.051");
        assertThat(answers("team_id, model_name, user_count, request_count from marts.usage_by_team_model" + SEPTEMBER))
                .containsExactly("blue | claude | 1 | 20", "red | gpt | 1 | 30", "red | new | 1 | 10");
        assertThat(answers("usage_date, provider_id, request_count from marts.usage_by_day_provider" + SEPTEMBER))
                .containsExactly(
                        "2026-09-01 | openai | 10",
                        "2026-09-02 | anthropic | 20",
                        "2026-09-02 | openai | 20",
                        "2026-09-30 | openai | 10");
    }

    private static List<String> answers(String query) {
        return warehouse.answers(query);
    }
}
