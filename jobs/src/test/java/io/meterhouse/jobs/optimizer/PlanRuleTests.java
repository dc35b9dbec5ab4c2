package io.meterhouse.jobs.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.optimizer.Finding.Party;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Findings of plans, worked out by hand: trial 4, starter 19, professional 49, enterprise 99 US dollars a month. */
class PlanRuleTests {

    private static final Window SEPTEMBER = new Window(LocalDate.parse("2026-09-01"), LocalDate.parse("2026-09-30"));
    private static final BigDecimal A_DOLLAR = BigDecimal.ONE;

    /** ann (49 − 19) + bob (99 − 19) + cid (49 − 19) = 140, and not 3 × 30; eve is on trial: 19 − 4. */
    @Test
    void whoUsesMoreThanTheTierHasPaysTheDifferenceToTheTierThatFits() {
        List<Finding> findings = new PlanUpgrade(Shipped.PLANS, A_DOLLAR)
                .findings(
                        List.of(
                                user("ann", "starter", "19", "1.2", "professional", "49"),
                                user("bob", "starter", "19", "20", "enterprise", "99"),
                                user("cid", "starter", "19", "1.000000001", "professional", "49"),
                                user("dot", "starter", "19", "1", "professional", "49"),
                                user("eve", "trial", "4", "1.5", "starter", "19")),
                        SEPTEMBER);

        assertThat(findings)
                .extracting(Finding::key, Finding::amountUsd, Finding::priority, Finding::confidence)
                .containsExactly(
                        tuple("plan_upgrade:starter", "140.00", Priority.HIGH, Confidence.MEASURED),
                        tuple("plan_upgrade:trial", "15.00", Priority.HIGH, Confidence.MEASURED));
        assertThat(findings.get(0).type().kind()).isEqualTo(AmountKind.REVENUE);
        assertThat(findings.get(0).concerned())
                .containsExactly(
                        new Party("tier", "starter"),
                        new Party("user", "ann"),
                        new Party("user", "bob"),
                        new Party("user", "cid"));
        assertThat(findings.get(0).advice().recommended())
                .isEqualTo("The tier that fits each of them: enterprise (1), professional (2)");
        assertThat(findings.get(0).evidence().inputs()).containsEntry("user_count", "3");
    }

    @Test
    void whereNothingIsKnownOfAPriceOrATierNothingIsFound() {
        List<PlannedUser> users = List.of(
                user("ann", "starter", null, "1.2", "professional", "49"),
                user("bob", "starter", "19", "1.2", "professional", null),
                user("cid", "starter", "19", "1.2", null, null),
                user("dot", "starter", "19", null, "trial", "4"),
                // A limit of their own is smaller than the tier's: what fits is what they have.
                user("eve", "starter", "19", "1.2", "starter", "19"),
                user("flo", "starter", "19", "1.2", "trial", "4"));

        assertThat(new PlanUpgrade(Shipped.PLANS, A_DOLLAR).findings(users, SEPTEMBER))
                .isEmpty();
        assertThat(new PlanOptimization(Shipped.PLANS, A_DOLLAR).findings(users, SEPTEMBER))
                .isEmpty();
        assertThat(new PlanUpgrade(Shipped.PLANS, A_DOLLAR).findings(List.of(), SEPTEMBER))
                .isEmpty();
    }

    /** ann (49 − 19) + bob (49 − 4) = 75; cid uses a quarter. */
    @Test
    void whoUsesLittleMayLeaveWithTheDifferenceToTheTierThatFits() {
        List<Finding> findings = new PlanOptimization(Shipped.PLANS, A_DOLLAR)
                .findings(
                        List.of(
                                user("ann", "professional", "49", "0.0799", "starter", "19"),
                                user("bob", "professional", "49", "0", "trial", "4"),
                                user("cid", "professional", "49", "0.25", "professional", "49"),
                                user("dot", "professional", "49", "0.2499", "professional", "49")),
                        SEPTEMBER);

        assertThat(findings)
                .extracting(Finding::key, Finding::amountUsd, Finding::priority, Finding::confidence)
                .containsExactly(tuple("plan_optimization:professional", "75.00", Priority.LOW, Confidence.MEASURED));
        assertThat(findings.get(0).type().kind()).isEqualTo(AmountKind.RETENTION);
        assertThat(findings.get(0).concerned()).contains(new Party("user", "ann"), new Party("user", "bob"));
    }

    /** 15 is not worth telling when 20 is the least. */
    @Test
    void whatIsLessThanTheSmallestAmountIsNotTold() {
        assertThat(new PlanUpgrade(Shipped.PLANS, new BigDecimal("15.01"))
                        .findings(List.of(user("eve", "trial", "4", "1.5", "starter", "19")), SEPTEMBER))
                .isEmpty();
        assertThat(new PlanOptimization(Shipped.PLANS, new BigDecimal("15.00"))
                        .findings(List.of(user("eve", "starter", "19", "0", "trial", "4")), SEPTEMBER))
                .hasSize(1);
    }

    /** 3,000 of 30 days are 3,000 × 30.44 ÷ 30 = 3,044.00 a month; 50 users pay 50 × 49 = 2,450.00: 594.00 more. */
    @Test
    void aTierWhoseUsersSpendMoreThanTheyPayWouldEarnTheDifference() {
        List<Finding> findings = new BillingModel(A_DOLLAR)
                .findings(
                        List.of(
                                new TierUse("professional", new BigDecimal("49"), 50, 30, new BigDecimal("3000")),
                                new TierUse("starter", new BigDecimal("19"), 100, 30, new BigDecimal("400"))),
                        SEPTEMBER);

        assertThat(findings)
                .extracting(Finding::key, Finding::amountUsd, Finding::priority, Finding::confidence)
                .containsExactly(tuple("billing_model:professional", "594.00", Priority.MEDIUM, Confidence.ESTIMATED));
        assertThat(findings.get(0).evidence().inputs())
                .containsEntry("flat_monthly_usd", "2450.00")
                .containsEntry("spend_monthly_usd", "3044.00");
    }

    @Test
    void withoutAPriceOrFourteenDaysNobodyKnowsWhatBillingByUseWouldEarn() {
        assertThat(new BillingModel(A_DOLLAR)
                        .findings(
                                List.of(
                                        new TierUse("gold", null, 50, 30, new BigDecimal("3000")),
                                        new TierUse("starter", BigDecimal.ZERO, 50, 13, new BigDecimal("3000")),
                                        new TierUse("trial", BigDecimal.ZERO, 50, 0, BigDecimal.ZERO)),
                                SEPTEMBER))
                .isEmpty();
    }

    /** An upgrade and billing by use ask the same users for more: they share a name, so that one of them counts. */
    @Test
    void anUpgradeAndBillingByUseOfATierAreAlternatives() {
        Finding upgrade = new PlanUpgrade(Shipped.PLANS, A_DOLLAR)
                .findings(List.of(user("eve", "trial", "4", "1.5", "starter", "19")), SEPTEMBER)
                .get(0);
        Finding billing = new BillingModel(A_DOLLAR)
                .findings(List.of(new TierUse("trial", new BigDecimal("4"), 1, 30, new BigDecimal("30"))), SEPTEMBER)
                .get(0);

        assertThat(upgrade.alternatives()).isEqualTo(billing.alternatives()).containsExactly("revenue of tier trial");
    }

    private static org.assertj.core.groups.Tuple tuple(
            String key, String amount, Priority priority, Confidence confidence) {
        return org.assertj.core.groups.Tuple.tuple(key, new BigDecimal(amount), priority, confidence);
    }

    private static PlannedUser user(
            String id,
            String tier,
            @Nullable String price,
            @Nullable String used,
            @Nullable String recommended,
            @Nullable String recommendedPrice) {
        return new PlannedUser(id, tier, decimal(price), decimal(used), recommended, decimal(recommendedPrice));
    }

    private static @Nullable BigDecimal decimal(@Nullable String text) {
        return text == null ? null : new BigDecimal(text);
    }
}
