package io.meterhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is spent of budgets, worked out by hand. */
class BudgetMartTests {

    @TempDir
    Path folder;

    private SmallWarehouse warehouse;

    @BeforeEach
    void open() {
        warehouse = new SmallWarehouse(folder);
    }

    /** 100 dollars in 10 days: 10 a day, 200 more by the end of the month; the hard 250 are reached on the fifteenth day from then. */
    @Test
    void aBudgetIsHeldAgainstTheSpendOfItsPeriodAndItsMean() {
        warehouse.fill(rows -> rows.days("2026-08-01", "2026-09-10", "loaded", true)
                .usage("2026-08-31", "ann", "red", "gpt", "openai", 1, "999")
                .usage("2026-09-01", "ann", "red", "gpt", "openai", 1, "60")
                .usage("2026-09-10", "bob", "red", "gpt", "openai", 1, "40")
                .usage("2026-09-10", "cid", "blue", "gpt", "openai", 1, "5")
                .budget(2, "team", "red", 1, "90", "250"));

        assertThat(
                        answers(
                                "budget_source, line_number, scope_kind, scope_id, period_kind, period_from, period_to, data_through"))
                .containsExactly("budget_book | 2 | team | red | month | 2026-09-01 | 2026-09-30 | 2026-09-10");
        assertThat(answers(
                        "soft_budget_usd::double, hard_budget_usd::double, budget_usd::double, spent_usd::double, spent_share, "
                                + "band, is_soft_exceeded, is_hard_exceeded, remaining_usd::double"))
                .containsExactly("90.0 | 250.0 | 250.0 | 100.0 | 0.4 | green | true | false | 150.0");
        assertThat(answers(
                        "complete_day_count, day_count_left, mean_daily_spend_usd, projected_spend_usd, exhausted_on"))
                .containsExactly("10 | 20 | 10.0 | 300.0 | 2026-09-25");
    }

    @Test
    void everyScopeHasItsOwnSpend() {
        warehouse.fill(rows -> rows.days("2026-09-01", "2026-09-10", "loaded", true)
                .usage("2026-09-01", "ann", "red", "gpt", "openai", 1, "60")
                .usage("2026-09-02", "bob", "blue", "gpt", "openai", 1, "30")
                .budget(2, "user", "ann", 1, null, "600")
                .budget(3, "api_key", "hash-bob", 1, null, "600")
                .budget(4, "team", "red", 1, null, "600")
                .budget(5, "total", "(all)", 1, null, "600")
                .budget(6, "organisation", "nobody", 1, null, "600")
                .budget(7, "cost_centre", "CC-1", 1, null, "600")
                .budget(8, "cost_centre", "(unassigned)", 1, null, "600"));

        assertThat(answers("line_number, spent_usd::double, spent_share, band, is_hard_exceeded"))
                .containsExactlyInAnyOrder(
                        "2 | 60.0 | 0.1 | green | false",
                        "3 | 30.0 | 0.05 | green | false",
                        "4 | 60.0 | 0.1 | green | false",
                        "5 | 90.0 | 0.15 | green | false",
                        "6 | 0.0 | 0.0 | green | false",
                        "7 | 0.0 | 0.0 | green | false",
                        "8 | 90.0 | 0.15 | green | false");
    }

    @Test
    void usageUnderTheHashOfAHashIsTheKeysToo() {
        warehouse.fill(rows -> rows.days("2026-09-01", "2026-09-10", "loaded", true)
                .usage("2026-09-01", "ann", "red", "gpt", "openai", 1, "60")
                .usage("2026-09-02", "bob", "red", "gpt", "openai", 1, "30")
                .doubledHash("bob", "ann")
                .budget(2, "api_key", "hash-ann", 1, null, "600"));

        assertThat(answers("line_number, spent_usd::double")).containsExactly("2 | 90.0");
    }

    @Test
    void bandsBeginAtSeventyPercentAndAboveNinety() {
        warehouse.fill(rows -> rows.days("2026-09-01", "2026-09-10", "loaded", true)
                .usage("2026-09-01", "ann", "red", "gpt", "openai", 1, "69.99")
                .usage("2026-09-01", "bob", "red", "gpt", "openai", 1, "70")
                .usage("2026-09-01", "cid", "red", "gpt", "openai", 1, "90")
                .usage("2026-09-01", "dot", "red", "gpt", "openai", 1, "90.01")
                .usage("2026-09-01", "eve", "red", "gpt", "openai", 1, "100")
                .budget(2, "user", "ann", 1, null, "100")
                .budget(3, "user", "bob", 1, null, "100")
                .budget(4, "user", "cid", 1, null, "100")
                .budget(5, "user", "dot", 1, null, "100")
                .budget(6, "user", "eve", 1, null, "100"));

        assertThat(answers("scope_id, band, is_hard_exceeded, exhausted_on"))
                .containsExactly(
                        "eve | danger | false | 2026-09-01",
                        "dot | danger | false | 2026-09-12",
                        "cid | warning | false | 2026-09-12",
                        "bob | warning | false | 2026-09-15",
                        "ann | green | false | 2026-09-15");
    }

    /** The year that begins in July has 31 + 31 + 10 complete days, 365 in all. */
    @Test
    void aTeamMayHaveBudgetsOfSeveralPeriodsAndAYearThatBeginsInJuly() {
        warehouse.fill(rows -> rows.days("2026-06-01", "2026-09-10", "loaded", true)
                .usage("2026-06-30", "ann", "red", "gpt", "openai", 1, "500")
                .usage("2026-07-01", "ann", "red", "gpt", "openai", 1, "72")
                .usage("2026-09-01", "ann", "red", "gpt", "openai", 1, "72")
                .budget(2, "team", "red", 1, null, "100")
                .budget(3, "team", "red", 3, null, "200")
                .budget(4, "team", "red", 12, null, "2000-07-01", "500", "1000", "USD"));

        assertThat(answers(
                        "line_number, period_kind, period_from, period_to, spent_usd::double, spent_share, complete_day_count, "
                                + "day_count_left, projected_spend_usd, exhausted_on"))
                .containsExactly(
                        "2 | month | 2026-09-01 | 2026-09-30 | 72.0 | 0.72 | 10 | 20 | 216.0 | 2026-09-14",
                        "3 | quarter | 2026-07-01 | 2026-09-30 | 144.0 | 0.72 | 72 | 20 | 184.0 | null",
                        "4 | year | 2026-07-01 | 2027-06-30 | 144.0 | 0.144 | 72 | 293 | 730.0 | null");
    }

    @Test
    void aBudgetOfAnotherCurrencyIsConvertedByTheRateOfTheMonthInWhichThePeriodBegins() {
        warehouse.fill(rows -> rows.days("2026-07-01", "2026-09-10", "loaded", true)
                .usage("2026-09-01", "ann", "red", "gpt", "openai", 1, "44")
                .budget(2, "team", "red", 3, null, "2000-01-01", null, "100", "EUR")
                .rate("2026-07-01", "EUR", "1.1")
                .rate("2026-09-01", "EUR", "2"));

        assertThat(answers("currency, usd_per_currency, budget_usd::double, spent_share"))
                .containsExactly("EUR | 1.10000000 | 110.0 | 0.4");
    }

    @Test
    void ofWhatSeveralPayForACostCentreSpendsItsPart() {
        warehouse.fill(rows -> rows.days("2026-09-01", "2026-09-10", "loaded", true)
                .usage("2026-09-01", "ann", "red", "gpt", "openai", 1, "80")
                .paidBy("CC-1", "0.25", "CC-2")
                .budget(2, "cost_centre", "CC-1", 1, null, "100")
                .budget(3, "cost_centre", "CC-2", 1, null, "100"));

        assertThat(
                        answers(
                                "scope_id, spent_usd::double, spent_share, mean_daily_spend_usd, projected_spend_usd, exhausted_on"))
                .containsExactly(
                        "CC-2 | 60.0 | 0.6 | 6.0 | 180.0 | 2026-09-17", "CC-1 | 20.0 | 0.2 | 2.0 | 60.0 | null");
    }

    @Test
    void februaryIsAMonthOfTwentyEightDays() {
        warehouse.fill(rows -> rows.days("2026-01-01", "2026-02-14", "loaded", true)
                .usage("2026-01-31", "ann", "red", "gpt", "openai", 1, "50")
                .usage("2026-02-01", "ann", "red", "gpt", "openai", 1, "14")
                .budget(2, "total", "(all)", 1, null, "28"));

        assertThat(answers("period_to, spent_usd::double, day_count_left, projected_spend_usd, exhausted_on"))
                .containsExactly("2026-02-28 | 14.0 | 14 | 28.0 | 2026-02-28");
    }

    /** LiteLLM's budget of 30 days was told to begin anew on the 20th; one that never does counts everything that is loaded. */
    @Test
    void budgetsOfLiteLlmBeginAnewWhenItSaysOrNever() {
        warehouse.fill(rows -> rows.days("2026-08-01", "2026-09-25", "loaded", true)
                .usage("2026-08-02", "ann", "red", "gpt", "openai", 1, "10")
                .usage("2026-09-20", "ann", "red", "gpt", "openai", 1, "12")
                .budget(null, "user", "ann", null, 30, "2026-09-20", null, "100", "USD")
                .budget(null, "team", "red", null, null, "2000-01-01", null, "22.5", "USD"));

        assertThat(answers(
                        "budget_source, scope_kind, period_kind, period_from, period_to, spent_usd::double, band, day_count_left, "
                                + "projected_spend_usd, exhausted_on"))
                .containsExactly(
                        "litellm | team | all_time | 2026-08-01 | null | 22.0 | danger | null | null | 2026-09-27",
                        "litellm | user | days | 2026-09-20 | 2026-10-19 | 12.0 | green | 24 | 60.0 | null");
    }

    @Test
    void aPeriodOfWhichNoDayIsCompleteHasNoProjection() {
        warehouse.fill(rows -> rows.days("2026-09-01", "2026-09-30", "loaded", true)
                .days("2026-10-01", "2026-10-01", "partial", false)
                .usage("2026-09-30", "ann", "red", "gpt", "openai", 1, "50")
                .usage("2026-10-01", "ann", "red", "gpt", "openai", 1, "7")
                .budget(2, "total", "(all)", 1, "5", null));

        assertThat(answers(
                        "period_from, budget_usd::double, spent_usd::double, band, is_soft_exceeded, is_hard_exceeded, "
                                + "complete_day_count, mean_daily_spend_usd, projected_spend_usd, exhausted_on"))
                .containsExactly("2026-10-01 | 5.0 | 7.0 | danger | true | null | 0 | null | null | 2026-10-01");
    }

    private List<String> answers(String columns) {
        return warehouse.answers(columns + " from marts.budget_status");
    }
}
