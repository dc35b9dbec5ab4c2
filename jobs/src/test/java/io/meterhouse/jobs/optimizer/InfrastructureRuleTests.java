package io.meterhouse.jobs.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Findings of infrastructure and of the busiest hours, worked out by hand. */
class InfrastructureRuleTests {

    private static final Window SEPTEMBER = new Window(LocalDate.parse("2026-09-01"), LocalDate.parse("2026-09-30"));
    private static final BigDecimal A_CENT = new BigDecimal("0.01");
    private static final OffPeakTerms TERMS = new OffPeakTerms(
            List.of("search"),
            new BigDecimal("20"),
            List.of("/search/batch*"),
            new BigDecimal("0.5"),
            new BigDecimal("1.5"));

    /** 3,000 of 30 days are 3,044.00 a month; used to 42 %, three fifths of it are enough: 3,044 × 28 ÷ 70 = 1,217.60. */
    @Test
    void idleMachinesCostWhatASmallerPieceWouldNot() {
        List<Finding> findings = resource("42", "3000", 30);

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.key()).isEqualTo("resource_optimization:gpu-cluster");
            assertThat(finding.amountUsd()).isEqualTo(new BigDecimal("1217.60"));
            assertThat(finding.type().kind()).isEqualTo(AmountKind.COST);
            assertThat(finding.confidence()).isEqualTo(Confidence.MEASURED);
            assertThat(finding.evidence().inputs())
                    .containsEntry("mean_percent", "42")
                    .containsEntry("cost_monthly_usd", "3044.00");
        });
    }

    @Test
    void whatIsBusyFreeHardlyMeasuredOrImpossibleIsNoFinding() {
        assertThat(resource("70", "3000", 30)).isEmpty();
        assertThat(resource("120", "3000", 30)).isEmpty();
        assertThat(resource("-1", "3000", 30)).isEmpty();
        assertThat(resource("42", "0", 30)).isEmpty();
        assertThat(resource("42", "-3000", 30)).isEmpty();
        assertThat(resource("42", "3000", 13)).isEmpty();
    }

    /** 3,044.00 × 9 quiet hours ÷ 24 × 0.5 = 570.75. */
    @Test
    void quietHoursDoWithoutHalfTheCapacity() {
        List<Finding> findings = scaling(9, 100, "40", 30, 30);

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.key()).isEqualTo("auto_scaling:gpu-cluster");
            assertThat(finding.amountUsd()).isEqualTo(new BigDecimal("570.75"));
            assertThat(finding.confidence()).isEqualTo(Confidence.ESTIMATED);
            assertThat(finding.concerned()).containsExactly(new Finding.Party("service", "llm"));
            assertThat(finding.alternatives())
                    .isEqualTo(resource("42", "3000", 30).get(0).alternatives());
        });
    }

    /** 12 quiet hours would be a quarter of the cost, and a tenth stood idle: 3,044.00 × 0.1 = 304.40. */
    @Test
    void noMoreIsSavedThanStoodIdle() {
        assertThat(scaling(12, 100, "90", 30, 30))
                .extracting(Finding::amountUsd)
                .containsExactly(new BigDecimal("304.40"));
    }

    @Test
    void withoutLoadOrDaysOrQuietHoursNothingScales() {
        assertThat(scaling(0, 100, "40", 30, 30)).isEmpty();
        assertThat(scaling(9, 0, "40", 30, 30)).isEmpty();
        assertThat(scaling(9, 100, "40", 13, 30)).isEmpty();
        assertThat(scaling(9, 100, "40", 30, 13)).isEmpty();
        assertThat(scaling(9, 100, "101", 30, 30)).isEmpty();
    }

    /** 600 of 30 days are 608.80 a month; 250 of 1,000 requests × 0.5 × 20 %: 608.80 × 0.025 = 15.22. */
    @Test
    void backgroundWorkOfTheBusiestHoursCostsLessAtAnother() {
        List<Finding> findings =
                new JobScheduling(TERMS, A_CENT).findings(List.of(load("search", "0", 250, "600", 30)), SEPTEMBER);

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.key()).isEqualTo("job_scheduling:search");
            assertThat(finding.amountUsd()).isEqualTo(new BigDecimal("15.22"));
            assertThat(finding.priority()).isEqualTo(Priority.LOW);
        });
    }

    /** 608.80 × 300 requests above the mean hour ÷ 1,000 × 20 % = 36.528, 36.53. */
    @Test
    void whatIsAboveTheMeanHourCostsLessAtAnother() {
        List<Finding> findings =
                new PeakShifting(TERMS, A_CENT).findings(List.of(load("search", "300", 250, "600", 30)), SEPTEMBER);

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.key()).isEqualTo("peak_shifting:search");
            assertThat(finding.amountUsd()).isEqualTo(new BigDecimal("36.53"));
            assertThat(finding.alternatives())
                    .isEqualTo(new JobScheduling(TERMS, A_CENT)
                            .findings(List.of(load("search", "0", 250, "600", 30)), SEPTEMBER)
                            .get(0)
                            .alternatives());
        });
    }

    @Test
    void withoutACheaperHourACostOrBackgroundWorkNothingIsShifted() {
        List<PeakLoad> loads = List.of(
                load("llm", "300", 250, "600", 30),
                load("search", "300", 250, "600", 13),
                load("search", "0", 0, "600", 30),
                new PeakLoad("search", 30, "9", 1_000, new BigDecimal("300"), 250, 250, 30, null),
                new PeakLoad("search", 30, null, 0, BigDecimal.ZERO, 0, 0, 30, new BigDecimal("600")));

        assertThat(new JobScheduling(TERMS, A_CENT).findings(loads, SEPTEMBER)).isEmpty();
        assertThat(new PeakShifting(TERMS, A_CENT).findings(loads, SEPTEMBER)).isEmpty();
        assertThat(new PeakShifting(Shipped.OFF_PEAK, A_CENT)
                        .findings(List.of(load("search", "300", 250, "600", 30)), SEPTEMBER))
                .isEmpty();
    }

    /** Evidence rounds to nine decimals first, and so do amounts. */
    @Test
    void halfACentIsACent() {
        assertThat(Cents.of(new BigDecimal("0.005"))).isEqualTo(new BigDecimal("0.01"));
        assertThat(Cents.of(Cents.part(new BigDecimal("0.015"), new BigDecimal("3"))))
                .isEqualTo(new BigDecimal("0.01"));
        assertThat(Cents.of(new BigDecimal("0.0049999999"))).isEqualTo(new BigDecimal("0.01"));
        assertThat(Cents.of(new BigDecimal("0.004999999"))).isEqualTo(new BigDecimal("0.00"));
    }

    private static List<Finding> resource(String mean, String cost, long days) {
        return new ResourceOptimization(Shipped.INFRASTRUCTURE, A_CENT)
                .findings(
                        List.of(new IdleResource(
                                "gpu-cluster",
                                "gpu",
                                days,
                                new BigDecimal(mean),
                                new BigDecimal("98"),
                                new BigDecimal(cost))),
                        SEPTEMBER);
    }

    private static List<Finding> scaling(long quiet, long peak, String mean, long readDays, long days) {
        return new AutoScaling(Shipped.INFRASTRUCTURE, A_CENT)
                .findings(
                        List.of(new QuietHours(
                                "gpu-cluster",
                                "llm",
                                readDays,
                                peak,
                                quiet,
                                days,
                                new BigDecimal(mean),
                                new BigDecimal("3000"))),
                        SEPTEMBER);
    }

    /** A service with 1,000 requests. */
    private static PeakLoad load(String service, String excess, long peakBackground, String cost, long days) {
        return new PeakLoad(
                service, days, "9, 10", 1_000, new BigDecimal(excess), 300, peakBackground, days, new BigDecimal(cost));
    }
}
