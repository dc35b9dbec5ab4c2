package io.meterhouse.jobs.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.warehouse.PublishedProperties.Persons;
import io.meterhouse.warehouse.SmallWarehouse;
import io.meterhouse.warehouse.SnapshotReader;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One case of each type is planted in September's warehouse, its amount worked out by hand; what is found equals it to the cent, and so
 * does the evidence on the published snapshot.
 */
class PlansAndInfrastructureTests {

    private static final Window SEPTEMBER = new Window(LocalDate.parse("2026-09-01"), LocalDate.parse("2026-09-30"));
    private static final BigDecimal A_CENT = new BigDecimal("0.01");

    @TempDir
    Path folder;

    private SmallWarehouse warehouse;

    @BeforeEach
    void thirtyDays() {
        warehouse = new SmallWarehouse(folder);
        warehouse.fill(rows -> rows.tier("trial", 1, 700L, 100_000L)
                .tier("starter", 2, 30_000L, 5_000_000L)
                .tier("professional", 3, 300_000L, 50_000_000L)
                .tier("enterprise", 4, null, null)
                .tierPrice("trial", "4.00")
                .tierPrice("starter", "19.00")
                .tierPrice("professional", "49.00")
                .tierPrice("enterprise", "99.00")
                .days("2026-09-01", "2026-09-30", "loaded", true)
                .logDays("2026-09-01", "2026-09-30", "loaded"));
    }

    /**
     * ann: 30,000 calls of 100 tokens are 30,440 a month, above the starter's 30,000, and fit a professional: 49 − 19 = 30. bob: 500,000
     * are 507,333, which only enterprise has: 99 − 19 = 80. cid: 29,000 are 29,425, below. Together 110.00.
     */
    @Test
    void planUpgrade() {
        warehouse.fill(rows -> rows.usage("2026-09-02", "ann", "red", "gpt", "openai", 30_000, "2")
                .usage("2026-09-02", "bob", "red", "gpt", "openai", 500_000, "2")
                .usage("2026-09-02", "cid", "red", "gpt", "openai", 29_000, "2")
                .plan("ann", "starter", null, null)
                .plan("bob", "starter", null, null)
                .plan("cid", "starter", null, null));

        assertFound(found(), "plan_upgrade:starter 110.00");
    }

    /** ann: 600 calls are 608.8 a month, below a quarter of 300,000, and fit a starter: 49 − 19 = 30; bob, without any, a trial: 49 − 4 = 45. */
    @Test
    void planOptimization() {
        warehouse.fill(rows -> rows.usage("2026-09-02", "ann", "red", "gpt", "openai", 600, "2")
                .usage("2026-09-02", "bob", "red", "gpt", "openai", 1, "2")
                .usage("2026-09-02", "cid", "red", "gpt", "openai", 80_000, "2")
                .plan("ann", "professional", null, null)
                .plan("bob", "professional", null, null)
                .plan("cid", "professional", null, null));

        assertFound(found(), "plan_optimization:professional 75.00");
    }

    /** (100.10 + 0.05) × 30.44 ÷ 30 = 101.618866… less 2 × 19 = 63.62. On trial 3 × 30.44 ÷ 30 = 3.04 is less than 4. */
    @Test
    void billingModel() {
        warehouse.fill(rows -> rows.usage("2026-09-02", "ann", "red", "gpt", "openai", 600, "100.10")
                .usage("2026-09-02", "bob", "red", "gpt", "openai", 10_000, "0.05")
                .usage("2026-09-02", "cid", "red", "gpt", "openai", 1, "3")
                .plan("ann", "starter", null, null)
                .plan("bob", "starter", null, null)
                .plan("cid", "trial", null, null));

        assertFound(found(), "billing_model:starter 63.62");
    }

    /**
     * 20 days of 10.10 with a mean of (10 × 30 + 10 × 40.4) ÷ 20 = 35.2 %: 202 × 30.44 ÷ 20 = 307.444 a month, × 34.8 ÷ 70 = 152.843588…
     * The apostrophe is part of the name.
     */
    @Test
    void resourceOptimization() {
        plantMachine("ann's gpu", "30", "40.4");
        plantMachine("busy", "70", "70");

        assertFound(found(), "resource_optimization:ann's gpu 152.84");
    }

    /** A third of each day is of no use to decimals: the mean of 50, 50 and 51 in 15 days is 50.333333333 %, 30.44 × 19.666666667 ÷ 70 × 7. */
    @Test
    void amountsOfEndlessFractionsAreEqualToTheCent() {
        for (int day = 1; day <= 15; day++) {
            String date = "2026-09-%02d".formatted(day);
            String mean = day % 3 == 0 ? "51" : "50";
            warehouse.fill(
                    rows -> rows.infrastructure(date, "gpu", null, "7").utilisation(date, "gpu", "gpu", mean, null));
        }

        assertFound(found(), "resource_optimization:gpu 59.87");
    }

    /**
     * 21 hours of the day have less than half of the 4 requests of the busiest: 307.444 × 21 ÷ 24 × 0.5 = 134.50675. Used to 90 %, a tenth
     * stood idle: 30.7444.
     */
    @Test
    void autoScaling() {
        plantMachine("gpu", "30", "40.4");
        plantMachine("busy", "90", "90");
        plantDay();

        assertFound(found(), "resource_optimization:gpu 152.84", "auto_scaling:busy 30.74", "auto_scaling:gpu 134.51");
    }

    /**
     * 19 requests of search cost 0.50 each: 9.50 in 30 days, 9.639333… a month. A mean hour has 19 ÷ 24; 1.5 times as many have 9, 10 and 11
     * with 4 requests each: (12 − 3 × 19 ÷ 24) ÷ 19 = 0.506578… of them are above the mean, at 20 % 0.9766. Those of 10 are background work:
     * 9.639333 × 4 ÷ 19 × 0.5 × 20 % = 0.2029.
     */
    @Test
    void jobSchedulingAndPeakShifting() {
        plantDay();
        warehouse.fill(rows -> rows.callPrice("search", "0.50", "contract 4711"));

        assertFound(found(), "job_scheduling:search 0.20", "peak_shifting:search 0.98");
        assertThat(found(Shipped.OFF_PEAK)).isEmpty();
    }

    /** The service that LiteLLM meters costs what LiteLLM says: 38.00 are four times 9.50, and so 4 × 0.202933 and 4 × 0.976619. */
    @Test
    void workOfTheMeteredServiceCostsWhatLiteLlmSays() {
        plantDay();
        warehouse.fill(rows -> rows.usage("2026-09-02", "ann", "red", "gpt", "openai", 19, "38")
                .altered("update ops.cost_rule set metered_service_id = 'search'"));

        assertFound(found(), "job_scheduling:search 0.81", "peak_shifting:search 3.91");
    }

    @Test
    void whereNothingIsWrongNothingIsFound() {
        plantMachine("busy", "75", "80");
        for (int hour = 0; hour < 24; hour++) {
            String at = "2026-09-02T%02d:00:00 ann /search/a 200 10".formatted(hour);
            warehouse.fill(rows -> rows.requests("access-log", at));
        }
        warehouse.fill(rows -> rows.callPrice("search", "0.50", "contract 4711")
                .usage("2026-09-02", "ann", "red", "gpt", "openai", 15_000, "2")
                .plan("ann", "starter", null, null));

        assertThat(found()).isEmpty();
    }

    @Test
    void withoutABookOfTiersOrAnyFeedNothingIsFound() {
        plantDay();
        warehouse.fill(rows -> rows.usage("2026-09-02", "ann", "red", "gpt", "openai", 500_000, "9000")
                .plan("ann", "starter", null, null)
                .altered("delete from star.dim_tier")
                .altered("delete from ops.day_status where usage_date >= date '2026-09-10'"));

        assertThat(found()).isEmpty();
    }

    /** Users are told apart by pseudonyms, and their tiers are there. */
    @Test
    void evidenceAnswersTheSameWherePersonsArePseudonymous() {
        warehouse.fill(rows -> rows.usage("2026-09-02", "ann", "red", "gpt", "openai", 30_000, "100")
                .usage("2026-09-02", "bob", "red", "gpt", "openai", 500_000, "2")
                .plan("ann", "starter", null, null)
                .plan("bob", "starter", null, null));
        List<Finding> findings = found();

        // 102 × 30.44 ÷ 30 − 38 = 65.496.
        assertFound(findings, "plan_upgrade:starter 110.00", "billing_model:starter 65.50");
        try (SnapshotReader masked = warehouse.snapshot(Persons.PSEUDONYMOUS)) {
            assertThat(findings)
                    .allSatisfy(finding -> assertThat(
                                    masked.table(finding.evidence().sql()).rows())
                            .containsExactly(List.of(finding.amountUsd().toPlainString())));
        }
    }

    @Test
    void whatIsMissingIsSaidWithWhatToFeed() {
        warehouse.fill(rows -> rows.altered("delete from star.dim_tier")
                .altered("delete from ops.day_status where usage_date > date '2026-09-13'")
                .infrastructure("2026-09-01", "gpu", null, "7")
                .utilisation("2026-09-01", "gpu", "gpu", "50", null)
                .utilisation("2026-09-02", "gpu", "gpu", "50", null));

        assertThat(missing(Shipped.OFF_PEAK))
                .containsOnlyKeys(
                        FindingType.PLAN_UPGRADE,
                        FindingType.PLAN_OPTIMIZATION,
                        FindingType.BILLING_MODEL,
                        FindingType.RESOURCE_OPTIMIZATION,
                        FindingType.AUTO_SCALING,
                        FindingType.JOB_SCHEDULING,
                        FindingType.PEAK_SHIFTING)
                .containsEntry(
                        FindingType.PLAN_UPGRADE,
                        "Needs tiers with a monthly_price in config/plan_tiers.csv (tier, monthly_calls, monthly_tokens, monthly_price, "
                                + "currency, order); a directory that tells the tier of users, as the book names it (Keycloak's "
                                + "subscription_tier, or tier in the list of users); 14 complete days of usage; there are 13.")
                .containsEntry(
                        FindingType.AUTO_SCALING,
                        "Needs 14 days of which infra_utilisation.csv (day, name, resource, mean_percent, peak_percent) and infra_cost.csv "
                                + "(period, name, service, amount, currency) tell of the same name; there are 1, of 2 and 1 days; 14 days of "
                                + "access logs (meterhouse.access-logs.files); there are 13.")
                .containsEntry(
                        FindingType.JOB_SCHEDULING,
                        "Needs the services for which work outside the busiest hours really costs less "
                                + "(meterhouse.optimizer.off-peak.services), and by how much "
                                + "(meterhouse.optimizer.off-peak.discount-percent); 14 days of access logs (meterhouse.access-logs.files); "
                                + "there are 13; which services or paths are background work (meterhouse.optimizer.off-peak.background).");
    }

    @Test
    void whereEverythingIsFedNothingIsMissing() {
        plantMachine("gpu", "70", "70");
        warehouse.fill(rows -> rows.plan("ann", "starter", null, null));

        assertThat(missing(terms())).isEmpty();
        assertThat(missing(Shipped.OFF_PEAK)).containsOnlyKeys(FindingType.JOB_SCHEDULING, FindingType.PEAK_SHIFTING);
    }

    /** Costs 10.10 on each of 20 days, and is as busy as the one says on ten of them and as the other says on ten. */
    private void plantMachine(String name, String mean, String otherMean) {
        warehouse.fill(rows -> {
            for (int day = 1; day <= 20; day++) {
                String date = "2026-09-%02d".formatted(day);
                rows.infrastructure(date, name, null, "10.10")
                        .utilisation(date, name, "gpu", day <= 10 ? mean : otherMean, null)
                        .utilisation(date, name, "memory", "1", null);
            }
        });
    }

    /** Four requests in each of the hours 9 to 11, of which 10 has background work, and one of it in each of 0 to 6. */
    private void plantDay() {
        List<String> requests = new ArrayList<>();
        for (int request = 0; request < 4; request++) {
            requests.add("2026-09-02T09:%02d:00 ann /search/a 200 10".formatted(request));
            requests.add("2026-09-02T10:%02d:00 ann /search/batch 200 10".formatted(request));
            requests.add("2026-09-02T11:%02d:00 ann /search/a 200 10".formatted(request));
        }
        for (int hour = 0; hour < 7; hour++) {
            requests.add("2026-09-02T%02d:30:00 ann /search/batch 200 10".formatted(hour));
        }
        warehouse.fill(rows -> rows.requests("access-log", requests.toArray(String[]::new)));
    }

    private static OffPeakTerms terms() {
        OffPeakTerms unset = Shipped.OFF_PEAK;
        return new OffPeakTerms(
                List.of("search"),
                unset.discountPercent(),
                List.of("/search/batch*"),
                unset.shiftable(),
                unset.peakRatio());
    }

    private List<Finding> found() {
        return found(terms());
    }

    private List<Finding> found(OffPeakTerms terms) {
        try (SnapshotReader snapshot = warehouse.snapshot()) {
            return rules(terms).look(snapshot::query, SEPTEMBER).findings();
        }
    }

    private Map<FindingType, String> missing(OffPeakTerms terms) {
        try (SnapshotReader snapshot = warehouse.snapshot()) {
            return rules(terms).look(snapshot::query, SEPTEMBER).needs();
        }
    }

    private static PlansAndInfrastructure rules(OffPeakTerms terms) {
        return new PlansAndInfrastructure(Shipped.PLANS, Shipped.INFRASTRUCTURE, terms, A_CENT);
    }

    private void assertFound(List<Finding> findings, String... keysAndAmounts) {
        assertThat(findings)
                .extracting(finding -> finding.key() + " " + finding.amountUsd().toPlainString())
                .containsExactly(keysAndAmounts);
        for (Finding finding : findings) {
            try (SnapshotReader snapshot = warehouse.snapshot()) {
                assertThat(snapshot.table(finding.evidence().sql()).rows())
                        .describedAs(finding.evidence().sql())
                        .containsExactly(List.of(finding.amountUsd().toPlainString()));
            }
        }
    }
}
