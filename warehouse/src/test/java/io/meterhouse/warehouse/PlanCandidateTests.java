package io.meterhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which tier fits a user, worked out by hand. Every request has 100 tokens; a mean month has 30.44 days. */
class PlanCandidateTests {

    private static final String SEPTEMBER = "(date '2026-09-01', date '2026-09-30'";

    @TempDir
    Path folder;

    private SmallWarehouse warehouse;

    @BeforeEach
    void makeTiers() {
        warehouse = new SmallWarehouse(folder);
        warehouse.fill(rows -> rows.tier("trial", 1, 700L, 100_000L)
                .tier("starter", 2, 30_000L, 5_000_000L)
                .tier("professional", 3, 300_000L, 50_000_000L)
                .tier("enterprise", 4, null, null)
                .tierPrice("trial", "4.00")
                .tierPrice("starter", "19.00")
                .tierPrice("professional", "49.00")
                .tierPrice("enterprise", "99.00")
                .days("2026-09-01", "2026-09-30", "loaded", true));
    }

    /** 750 calls in 30 days are 750 × 30.44 ÷ 30 = 761 a month: 761 ÷ 700 = 1.087142857; a starter may use 24,000. */
    @Test
    void aMonthsUseIsThatOfTheCompleteDaysScaledToAMeanMonth() {
        warehouse.fill(rows -> rows.usage("2026-09-02", "ann", "red", "gpt", "openai", 750, "2")
                .plan("ann", "trial", null, null));

        assertThat(tiers("user_id, tier_name, monthly_price_usd, complete_day_count, request_count, monthly_calls, "
                        + "monthly_tokens, used_share, recommended_tier, recommended_price_usd"))
                .containsExactly(
                        "ann | trial | 4.000000000000 | 30 | 750 | 761.000000 | 76100.000000 | 1.087142857 | starter | "
                                + "19.000000000000");
    }

    /** 80 % of 30,000 calls are 24,000, of 700 are 560, of 100,000 tokens are 80,000: 788 × 30.44 ÷ 30 = 799.557 calls of 100 tokens. */
    @Test
    void aTierFitsUpToEightyPercentOfItsCallsAndOfItsTokens() {
        warehouse.fill(rows -> rows.usage("2026-09-02", "ann", "red", "gpt", "openai", 551, "2")
                .usage("2026-09-02", "bob", "red", "gpt", "openai", 552, "2")
                .usage("2026-09-02", "cid", "red", "gpt", "openai", 500_000, "2")
                .plan("ann", "starter", null, null)
                .plan("bob", "starter", null, null)
                .plan("cid", "starter", null, null)
                .plan("dot", "starter", null, null)
                .altered(
                        "insert into star.dim_user by name select 9 as user_key, 'dot' as user_id, 'dot' as user_name, "
                                + "false as is_deleted, date '0001-01-01' as valid_from, date '9999-12-31' as valid_to, "
                                + "true as is_current, false as is_inferred"));

        assertThat(tiers("user_id, monthly_calls, recommended_tier"))
                .containsExactly(
                        "ann | 559.081333 | trial",
                        "bob | 560.096000 | starter",
                        "cid | 507333.333333 | enterprise",
                        "dot | 0.000000 | trial");
        assertThat(warehouse.answers("recommended_tier from marts.recommended_tiers" + SEPTEMBER
                        + ", at_most := 0.7) where user_id = 'ann'"))
                .containsExactly("starter");
    }

    @Test
    void theUsersOwnLimitIsWhatIsUsedAndTheTiersIsWhatIsRecommended() {
        warehouse.fill(rows -> rows.usage("2026-09-02", "ann", "red", "gpt", "openai", 750, "2")
                .usage("2026-09-02", "bob", "red", "gpt", "openai", 750, "2")
                .plan("ann", "trial", 7_610L, null)
                .plan("bob", "enterprise", null, null));

        assertThat(tiers("user_id, call_limit, token_limit, used_share, recommended_tier"))
                .containsExactly("ann | 7610 | 100000 | 0.761000000 | starter", "bob | null | null | null | starter");
    }

    @Test
    void ofTooFewCompleteDaysAndOfUnknownTiersNothingIsTold() {
        warehouse.fill(rows -> rows.usage("2026-09-02", "ann", "red", "gpt", "openai", 750, "2")
                .plan("ann", "gold", null, null));
        assertThat(tiers("tier_name, monthly_price_usd, used_share, recommended_tier"))
                .containsExactly("gold | null | null | starter");

        assertThat(warehouse.answers("complete_day_count, request_count, monthly_calls, used_share, recommended_tier "
                        + "from marts.recommended_tiers(date '2026-08-31', date '2026-09-13')"))
                .containsExactly("13 | 750 | null | null | null");
    }

    /** A day that is not complete counts neither as a day nor with its usage. */
    @Test
    void aDayThatIsNotCompleteDoesNotCount() {
        warehouse.fill(rows -> rows.days("2026-10-01", "2026-10-01", "partial", false)
                .usage("2026-10-01", "ann", "red", "gpt", "openai", 900, "2")
                .usage("2026-09-02", "ann", "red", "gpt", "openai", 300, "3")
                .plan("ann", "trial", null, null));

        assertThat(warehouse.answers("complete_day_count, request_count, spend_usd, monthly_calls "
                        + "from marts.recommended_tiers(date '2026-09-02', date '2026-10-01')"))
                .containsExactly("29 | 300 | 3.000000000000 | 314.896552");
    }

    @Test
    void theUsersOfATierPayItsPriceAndUsedWhatTheySpent() {
        warehouse.fill(rows -> rows.usage("2026-09-02", "ann", "red", "gpt", "openai", 750, "25.50")
                .usage("2026-09-03", "bob", "red", "gpt", "openai", 750, "0.25")
                .usage("2026-09-03", "cid", "red", "gpt", "openai", 750, "70")
                .plan("ann", "starter", null, null)
                .plan("bob", "starter", null, null)
                .plan("cid", "gold", null, null));

        assertThat(warehouse.answers("* from marts.billing_model_candidates" + SEPTEMBER + ")"))
                .containsExactly(
                        "gold | null | 1 | 30 | 70.000000000000",
                        "starter | 19.000000000000 | 2 | 30 | 25.750000000000");
    }

    private List<String> tiers(String columns) {
        return warehouse.answers(columns + " from marts.recommended_tiers" + SEPTEMBER + ")");
    }
}
