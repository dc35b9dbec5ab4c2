package io.meterhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users and tiers used of their quotas, worked out by hand. Every request has 100 tokens. */
class QuotaMartTests {

    @TempDir
    Path folder;

    private SmallWarehouse warehouse;

    @BeforeEach
    void makeTiers() {
        warehouse = new SmallWarehouse(folder);
        warehouse.fill(rows -> rows.tier("trial", 1, 700L, 100_000L)
                .tier("starter", 2, 30_000L, 5_000_000L)
                .tier("professional", 3, 300_000L, 50_000_000L)
                .tier("enterprise", 4, null, null));
    }

    /** Of 700 calls 200 are used in 10 days, 20 a day: the other 500 take 25 days more, and the month has 20. */
    @Test
    void aQuotaThatLastsHasNoDayOfExhaustion() {
        warehouse.fill(rows -> rows.days("2026-09-01", "2026-09-10", "loaded", true)
                .usage("2026-09-02", "ann", "red", "gpt", "openai", 200, "2")
                .plan("ann", "trial", null, null));

        assertThat(answers(
                        "user_id, tier_name, period_from, period_to, data_through, call_limit, token_limit, call_count, "
                                + "total_tokens, round(call_share, 4), token_share, call_band, token_band, band"))
                .containsExactly(
                        "ann | trial | 2026-09-01 | 2026-09-30 | 2026-09-10 | 700 | 100000 | 200 | 20000 | 0.2857 | 0.2 | green | green | green");
        assertThat(answers(
                        "complete_day_count, day_count_left, mean_daily_calls, mean_daily_tokens, exhausted_on, is_over_quota, "
                                + "is_under_quota, recommended_tier"))
                .containsExactly("10 | 20 | 20.0 | 2000.0 | null | false | false | null");
    }

    /** 480 calls in 10 days are 48 a day: the other 220 are reached on the fifth day from then, 52,000 tokens on the eleventh. */
    @Test
    void aQuotaThatDoesNotLastHasTheDayOnWhichItsFirstLimitIsReached() {
        warehouse.fill(rows -> rows.days("2026-09-01", "2026-09-10", "loaded", true)
                .usage("2026-09-02", "ann", "red", "gpt", "openai", 480, "2")
                .plan("ann", "trial", null, null));

        assertThat(answers("round(call_share, 4), token_share, call_band, token_band, band, calls_exhausted_on, "
                        + "tokens_exhausted_on, exhausted_on"))
                .containsExactly("0.6857 | 0.48 | yellow | green | yellow | 2026-09-15 | 2026-09-21 | 2026-09-15");
    }

    @Test
    void aQuotaThatIsUsedUpHasTheDayOnWhichItWas() {
        warehouse.fill(rows -> rows.days("2026-09-01", "2026-09-10", "loaded", true)
                .usage("2026-09-02", "ann", "red", "gpt", "openai", 600, "2")
                .usage("2026-09-05", "ann", "red", "gpt", "openai", 150, "2")
                .usage("2026-09-02", "bob", "red", "gpt", "openai", 700, "2")
                .plan("ann", "trial", null, null)
                .plan("bob", "trial", null, null));

        assertThat(answers("user_id, call_count, band, calls_exhausted_on, is_over_quota"))
                .containsExactly("ann | 750 | red | 2026-09-05 | true", "bob | 700 | red | 2026-09-02 | false");
    }

    @Test
    void bandsBeginAtSixtyPercentAndAboveEighty() {
        warehouse.fill(rows -> rows.days("2026-09-01", "2026-09-10", "loaded", true)
                .usage("2026-09-02", "ann", "red", "gpt", "openai", 599, "2")
                .usage("2026-09-02", "bob", "red", "gpt", "openai", 600, "2")
                .usage("2026-09-02", "cid", "red", "gpt", "openai", 800, "2")
                .usage("2026-09-02", "dot", "red", "gpt", "openai", 801, "2")
                .usage("2026-09-02", "eve", "red", "gpt", "openai", 249, "2")
                .plan("ann", null, 1_000L, null)
                .plan("bob", null, 1_000L, null)
                .plan("cid", null, 1_000L, null)
                .plan("dot", null, 1_000L, null)
                .plan("eve", null, 1_000L, null));

        assertThat(answers("user_id, call_share, band, is_own_limit, is_under_quota, token_limit"))
                .containsExactly(
                        "dot | 0.801 | red | true | false | null",
                        "cid | 0.8 | yellow | true | false | null",
                        "bob | 0.6 | yellow | true | false | null",
                        "ann | 0.599 | green | true | false | null",
                        "eve | 0.249 | green | true | true | null");
    }

    @Test
    void theUsersOwnLimitGoesBeforeTheTiersAndBelowZeroIsUnlimited() {
        warehouse.fill(rows -> rows.days("2026-09-01", "2026-09-10", "loaded", true)
                .usage("2026-09-02", "ann", "red", "gpt", "openai", 500, "2")
                .usage("2026-09-02", "bob", "red", "gpt", "openai", 500, "2")
                .usage("2026-09-02", "cid", "red", "gpt", "openai", 500, "2")
                .plan("ann", "trial", 2_000L, null)
                .plan("bob", "trial", -1L, null)
                .plan("cid", "enterprise", null, null));

        assertThat(answers("user_id, call_limit, is_own_limit, call_share, token_share, band, is_over_quota"))
                .containsExactly(
                        "ann | 2000 | true | 0.25 | 0.5 | green | false",
                        "bob | null | true | null | 0.5 | green | false",
                        "cid | null | false | null | null | null | null");
    }

    @Test
    void whoHasNoTierOrOneThatNobodyKnowsHasNoQuota() {
        warehouse.fill(rows -> rows.days("2026-09-01", "2026-09-10", "loaded", true)
                .usage("2026-09-02", "ann", "red", "gpt", "openai", 9_000, "2")
                .usage("2026-09-02", "bob", "red", "gpt", "openai", 9_000, "2")
                .plan("bob", "gold", null, null));

        assertThat(answers("user_id, tier_name, call_limit, call_count, call_share, band, exhausted_on, is_over_quota"))
                .containsExactly(
                        "ann | null | null | 9000 | null | null | null | null",
                        "bob | gold | null | 9000 | null | null | null | null");
    }

    @Test
    void februaryHasTwentyEightDays() {
        warehouse.fill(rows -> rows.days("2026-01-25", "2026-02-14", "loaded", true)
                .usage("2026-01-31", "ann", "red", "gpt", "openai", 900, "2")
                .usage("2026-02-02", "ann", "red", "gpt", "openai", 350, "2")
                .plan("ann", "trial", null, null));

        // 25 a day for 14 days: the limit is reached with the last day of the month.
        assertThat(answers(
                        "period_from, period_to, call_count, complete_day_count, day_count_left, calls_exhausted_on"))
                .containsExactly("2026-02-01 | 2026-02-28 | 350 | 14 | 14 | 2026-02-28");
    }

    @Test
    void aResetOnThe31stIsTheLastDayOfAShorterMonthAndThe31stAgainAfterIt() {
        warehouse.fill(rows -> rows.days("2026-01-25", "2026-02-27", "loaded", true)
                .usage("2026-01-30", "ann", "red", "gpt", "openai", 10, "2")
                .usage("2026-01-31", "ann", "red", "gpt", "openai", 20, "2")
                .usage("2026-02-27", "ann", "red", "gpt", "openai", 40, "2")
                .plan("ann", "trial", null, "2026-01-31"));
        assertThat(answers("period_from, period_to, call_count")).containsExactly("2026-01-31 | 2026-02-27 | 60");

        warehouse.fill(rows -> rows.days("2026-02-28", "2026-02-28", "loaded", true));
        assertThat(answers("period_from, period_to, call_count")).containsExactly("2026-02-28 | 2026-03-30 | 0");

        warehouse.fill(rows -> rows.days("2026-03-01", "2026-03-31", "loaded", true)
                .usage("2026-03-31", "ann", "red", "gpt", "openai", 80, "2"));
        assertThat(answers("period_from, period_to, call_count")).containsExactly("2026-03-31 | 2026-04-29 | 80");
    }

    @Test
    void aResetThatIsStillToComeBeginsThePeriodAMonthBefore() {
        warehouse.fill(rows -> rows.days("2026-09-01", "2026-09-10", "loaded", true)
                .usage("2026-09-02", "ann", "red", "gpt", "openai", 10, "2")
                .plan("ann", "trial", null, "2026-10-31"));

        assertThat(answers("period_from, period_to, complete_day_count, day_count_left"))
                .containsExactly("2026-08-31 | 2026-09-29 | 10 | 19");
    }

    /** A period of which no day is complete has no mean; its partial day counts as used. */
    @Test
    void whatIsKnownOfNoDayIsUnknown() {
        warehouse.fill(rows -> rows.days("2026-09-01", "2026-09-30", "loaded", true)
                .days("2026-10-01", "2026-10-01", "partial", false)
                .usage("2026-09-02", "ann", "red", "gpt", "openai", 300, "2")
                .usage("2026-10-01", "ann", "red", "gpt", "openai", 70, "2")
                .plan("ann", "trial", null, null));

        assertThat(
                        answers(
                                "period_from, call_count, call_share, complete_day_count, day_count_left, mean_daily_calls, exhausted_on"))
                .containsExactly("2026-10-01 | 70 | 0.1 | 0 | 31 | null | null");
        assertThat(answers("thirty_day_calls, thirty_day_tokens, recommended_tier"))
                .containsExactly("300.0 | 30000.0 | trial");
    }

    @Test
    void withoutAnyLoadedDayThereIsNoQuotaToSpeakOf() {
        warehouse.fill(rows -> rows.plan("ann", "trial", null, null));

        assertThat(answers("user_id")).isEmpty();
        assertThat(warehouse.answers("tier_name, user_count, call_count, call_limit from marts.quota_by_tier"))
                .containsExactly(
                        "trial | 0 | 0 | null",
                        "starter | 0 | 0 | null",
                        "professional | 0 | 0 | null",
                        "enterprise | 0 | 0 | null");
    }

    /** 560 calls are 80 % of 700, 24,000 of 30,000 and 240,000 of 300,000; tokens go the same way, 100 a call. */
    @Test
    void theFirstTierThatIsNoMoreThanEightyPercentFullIsRecommended() {
        warehouse.fill(rows -> rows.days("2026-09-01", "2026-09-30", "loaded", true)
                .usage("2026-09-02", "ann", "red", "gpt", "openai", 560, "2")
                .usage("2026-09-02", "bob", "red", "gpt", "openai", 801, "2")
                .usage("2026-09-02", "cid", "red", "gpt", "openai", 24_000, "2")
                .usage("2026-09-02", "dot", "red", "gpt", "openai", 24_001, "2")
                .usage("2026-09-02", "eve", "red", "gpt", "openai", 240_001, "2"));

        assertThat(answers("user_id, thirty_day_calls, recommended_tier"))
                .containsExactly(
                        "ann | 560.0 | trial",
                        "bob | 801.0 | starter",
                        "cid | 24000.0 | starter",
                        "dot | 24001.0 | professional",
                        "eve | 240001.0 | enterprise");
    }

    /** 15 of the last 30 days are complete, and a failed day between them is not taken for one without usage. */
    @Test
    void aRecommendationNeedsFourteenCompleteDaysAndTakesTheirMean() {
        warehouse.fill(rows -> rows.days("2026-09-01", "2026-09-10", "loaded", true)
                .days("2026-09-11", "2026-09-11", "failed", false)
                .days("2026-09-12", "2026-09-14", "loaded", true)
                .usage("2026-09-02", "ann", "red", "gpt", "openai", 300, "2"));
        assertThat(answers("thirty_day_calls, recommended_tier")).containsExactly("null | null");

        warehouse.fill(rows -> rows.days("2026-09-15", "2026-09-16", "zero", true));
        assertThat(answers("thirty_day_calls, thirty_day_tokens, recommended_tier"))
                .containsExactly("600.0 | 60000.0 | starter");
    }

    @Test
    void whereNobodyIsShownNobodyKnowsWhatATierUses() {
        warehouse.fill(rows -> rows.days("2026-09-01", "2026-09-10", "loaded", true)
                .usage("2026-09-02", "(not shown)", "red", "gpt", "openai", 10, "1"));

        assertThat(warehouse.answers("tier_name, user_count, call_count, total_tokens, over_quota_user_count, "
                        + "under_quota_user_count from marts.quota_by_tier where tier_name = 'trial'"))
                .containsExactly("trial | null | null | null | null | null");
    }

    @Test
    void aTierPoolsTheQuotasOfItsUsers() {
        warehouse.fill(rows -> rows.days("2026-09-01", "2026-09-10", "loaded", true)
                .usage("2026-09-02", "ann", "red", "gpt", "openai", 350, "2")
                .usage("2026-09-02", "bob", "red", "gpt", "openai", 1_050, "2")
                .usage("2026-09-02", "cid", "red", "gpt", "openai", 100, "2")
                .usage("2026-09-02", "dot", "red", "gpt", "openai", 7, "2")
                .plan("ann", "trial", null, null)
                .plan("bob", "trial", 1_000L, null)
                .plan("cid", "trial", null, null)
                .plan("dot", "enterprise", null, null)
                .plan("eve", "gold", null, null));

        // 700 + 1,000 + 700 calls and three times 100,000 tokens.
        assertThat(
                        warehouse.answers(
                                "tier_name, is_in_book, user_count, call_limit, token_limit, call_count, total_tokens, "
                                        + "call_share, token_share, over_quota_user_count, under_quota_user_count from marts.quota_by_tier"))
                .containsExactly(
                        "trial | true | 3 | 2400 | 300000 | 1500 | 150000 | 0.625 | 0.5 | 1 | 1",
                        "starter | true | 0 | null | null | 0 | 0 | null | null | 0 | 0",
                        "professional | true | 0 | null | null | 0 | 0 | null | null | 0 | 0",
                        "enterprise | true | 1 | null | null | 7 | 700 | null | null | 0 | 0");
    }

    private List<String> answers(String columns) {
        return warehouse.answers(columns + " from marts.quota_by_user");
    }
}
