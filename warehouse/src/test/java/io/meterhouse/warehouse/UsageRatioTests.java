package io.meterhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Means and parts of usage, by user, day, tier and role, worked out by hand. */
class UsageRatioTests {

    private static final String BOTH_DAYS = "(date '2026-09-01', date '2026-09-02')";

    @TempDir
    static Path folder;

    private static SmallWarehouse warehouse;

    /** Every request has 90 prompt and 10 completion tokens. One user is known and used nothing, another was deleted. */
    @BeforeAll
    static void fill() {
        warehouse = new SmallWarehouse(folder);
        warehouse.fill(rows -> rows.days("2026-07-01", "2026-07-01", "loaded", true)
                .days("2026-08-30", "2026-09-02", "loaded", true)
                .usage("2026-07-01", "cid", "red", "gpt", "openai", 1, "9")
                .usage("2026-07-01", "dot", "red", "gpt", "openai", 1, "9")
                .usage("2026-08-31", "ann", "red", "gpt", "openai", 10, "1")
                .usage("2026-09-01", "ann", "red", "gpt", "openai", 20, "4")
                .usage("2026-09-02", "bob", "blue", "claude", "anthropic", 5, "1")
                .tier("starter", 1, 100L, null)
                .tier("large", 2, null, null)
                .altered("update star.dim_user set is_deleted = true where user_id = 'dot'")
                .altered("update star.dim_user set user_role = 'proxy_admin' where user_id = 'bob'")
                .altered("""
                        update star.fact_usage_daily set response_time_ms_sum = 3000, timed_request_count = 12
                        where usage_date = date '2026-09-01'""")
                .altered("""
                        insert into star.dim_user_plan values
                            ('ann', 'starter', null, null, date '0001-01-01', date '2026-09-01', false),
                            ('ann', 'large', null, null, date '2026-09-01', date '9999-12-31', true)"""));
    }

    @Test
    void aRangeHasItsMeanOfADayAndOfAUserAndTellsOfHowMany() {
        String figures =
                "user_count, known_user_count, spend_per_user_usd::double, loaded_day_count, mean_daily_spend_usd::double, "
                        + "mean_response_time_ms from marts.usage_summary";

        assertThat(answers(figures + "(date '2026-09-01', date '2026-09-03')"))
                .containsExactly("2 | 3 | 2.5 | 2 | 2.5 | 250.0");
        assertThat(answers(figures + "(date '2026-09-01', date '2026-09-03', for_team := 'red')"))
                .containsExactly("1 | null | 4.0 | 2 | 2.0 | 250.0");
        assertThat(answers(figures + "(date '2026-08-30', date '2026-08-30')"))
                .containsExactly("0 | 3 | null | 1 | 0.0 | null");
        assertThat(answers(figures + "(date '2026-09-03', date '2026-09-04')"))
                .containsExactly("null | null | null | 0 | null | null");
    }

    @Test
    void aMeanOfResponseTimesIsOfTheTimedRequestsAlone() {
        assertThat(answers("model_name, mean_response_time_ms from marts.usage_by_model" + BOTH_DAYS))
                .containsExactly("gpt | 250.0", "claude | null");
        for (String mart : List.of("user", "provider", "api_key", "team")) {
            assertThat(answers("request_count, mean_response_time_ms from marts.usage_by_" + mart + BOTH_DAYS))
                    .containsExactly("20 | 250.0", "5 | null");
        }
    }

    @Test
    void tokensAndCostOfAUserAreComparedAsWell() {
        assertThat(answers("prompt_tokens, previous_prompt_tokens, prompt_tokens_change, completion_tokens, "
                        + "previous_completion_tokens, completion_tokens_change, spend_per_user_usd::double, "
                        + "previous_spend_per_user_usd::double, spend_per_user_change::double from marts.period_comparison"
                        + BOTH_DAYS))
                .containsExactly("2250 | 900 | 1.5 | 250 | 100 | 1.5 | 2.5 | 1.0 | 1.5");
    }

    @Test
    void usageOfADayIsThatOfTheTierOfTheDay() {
        assertThat(answers(
                        "tier_name, user_count, request_count, total_tokens, spend_usd::double, round(spend_share, 4), "
                                + "spend_per_request_usd::double, success_rate "
                                + "from marts.usage_by_tier(date '2026-08-31', date '2026-09-02')"))
                .containsExactly(
                        "starter | 1 | 10 | 1000 | 1.0 | 0.1667 | 0.1 | 1.0",
                        "large | 1 | 20 | 2000 | 4.0 | 0.6667 | 0.2 | 1.0",
                        "(no tier) | 1 | 5 | 500 | 1.0 | 0.1667 | 0.2 | 1.0");
    }

    @Test
    void usageIsToldByRole() {
        assertThat(answers(
                        "user_role, count(distinct user_id), sum(request_count), sum(spend_usd)::double from marts.filtered_usage"
                                + BOTH_DAYS + " group by user_role order by user_role"))
                .containsExactly("internal_user | 1 | 20 | 4.0", "proxy_admin | 1 | 5 | 1.0");
    }

    private static List<String> answers(String query) {
        return warehouse.answers(query);
    }
}
