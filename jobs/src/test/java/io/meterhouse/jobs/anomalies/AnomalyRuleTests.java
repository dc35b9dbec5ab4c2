package io.meterhouse.jobs.anomalies;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A day is an anomaly when it is far off by its usual scatter, by enough money, and seldom so. */
class AnomalyRuleTests {

    private static final LocalDate DAY = LocalDate.parse("2026-09-15");
    private static final double HUNDRED = Math.log(100);

    /** Half of the days within 10 % of 100. */
    private static final Usual USUAL = new Usual(HUNDRED, Math.log(1.1), 56, 0, Math.log(130), Math.log(75));

    private final AnomalyRule rule = new AnomalyRule(AnomalyProperties.defaults());

    @Test
    void fourTimesTheScatterMoreIsASpike() {
        // 1.4826 x ln 1.1 = 0.1413, four of which are 76 % more.
        assertThat(judged("175", USUAL)).isEmpty();
        assertThat(judged("177", USUAL)).get().satisfies(found -> {
            assertThat(found.kind()).isEqualTo(AnomalyKind.SPIKE);
            assertThat(found.expectedUsd()).isEqualByComparingTo("100");
            assertThat(found.changeUsd()).isEqualByComparingTo("77");
            assertThat(found.score()).isBetween(4.0, 4.1);
        });
    }

    @Test
    void aFallOfTheSamePartIsADrop() {
        assertThat(judged("58", USUAL)).isEmpty();
        assertThat(judged("56", USUAL)).get().extracting(Deviation::kind).isEqualTo(AnomalyKind.DROP);
    }

    @Test
    void aPersonMayBeAway() {
        assertThat(rule.judge(candidate("56", 1, past(56, 0, USUAL, null), Candidate.Expectation.WHEN_PRESENT)))
                .isEmpty();
        assertThat(rule.judge(candidate("0", 0, past(56, 0, USUAL, null), Candidate.Expectation.WHEN_PRESENT)))
                .isEmpty();
    }

    @Test
    void daysWithoutScatterAreTakenToHaveALittle() {
        Usual steady = new Usual(HUNDRED, 0, 56, 0, HUNDRED, HUNDRED);

        // ln(1.1 + 1/56) = 0.1114, four of which are 56 % more.
        assertThat(judged("155", steady)).isEmpty();
        assertThat(judged("157", steady)).isPresent();
    }

    @Test
    void lessThanTheMinimumIsNone() {
        Usual cents = new Usual(Math.log(2), Math.log(1.1), 56, 0, Math.log(3), Math.log(1));

        assertThat(judged("11.99", cents)).isEmpty();
        assertThat(judged("12.00", cents)).isPresent();
    }

    @Test
    void whatHappenedOnThreeDaysAlreadyIsNone() {
        Usual oftenTenfold = new Usual(HUNDRED, Math.log(1.1), 56, 0, Math.log(1_000), Math.log(75));

        assertThat(judged("1000", oftenTenfold)).isEmpty();
        assertThat(judged("1001", oftenTenfold)).isPresent();
    }

    @Test
    void nothingIsToldOfThirteenDaysOrOfNegativeAmounts() {
        assertThat(rule.judge(candidate("900", 1, past(13, 0, USUAL, null), Candidate.Expectation.EVERY_DAY)))
                .isEmpty();
        assertThat(rule.judge(candidate("900", 1, past(14, 0, USUAL, null), Candidate.Expectation.EVERY_DAY)))
                .isPresent();
        assertThat(rule.judge(candidate("900", 1, past(56, 1, USUAL, null), Candidate.Expectation.EVERY_DAY)))
                .isEmpty();
        assertThat(judged("-900", USUAL)).isEmpty();
    }

    @Test
    void whereThereAreFewWeeksWorkdaysAreComparedWithWorkdays() {
        assertThat(rule.judge(candidate("900", 1, past(14, 0, null, USUAL), Candidate.Expectation.EVERY_DAY)))
                .get()
                .extracting(Deviation::method)
                .isEqualTo(Method.DAY_KIND);
    }

    @Test
    void whereMostDaysAreWithoutUseTheLargestIsTheMeasure() {
        Past seldom = past(56, 0, null, null);

        // The largest day is 130, and the mean 20.
        assertThat(rule.judge(candidate("260", 1, seldom, Candidate.Expectation.EVERY_DAY)))
                .isEmpty();
        assertThat(rule.judge(candidate("261", 1, seldom, Candidate.Expectation.EVERY_DAY)))
                .get()
                .satisfies(found -> {
                    assertThat(found.method()).isEqualTo(Method.LARGEST_DAY);
                    assertThat(found.expectedUsd()).isEqualByComparingTo("20");
                    assertThat(found.score()).isNull();
                });
    }

    @Test
    void whereFewDaysHaveUseItTakesFourTimesTheLargest() {
        Past few = new Past(40, 5, 0, 1, 1, 5, 5, 250L, 1, 130.0, 20.0, null, null);

        assertThat(rule.judge(candidate("520", 1, few, Candidate.Expectation.WHEN_PRESENT)))
                .isEmpty();
        assertThat(rule.judge(candidate("521", 1, few, Candidate.Expectation.WHEN_PRESENT)))
                .isPresent();
    }

    @Test
    void whatIsAlwaysActiveAndHasNothingIsSilent() {
        assertThat(judged("0", USUAL)).isPresent();
        assertThat(rule.judge(candidate("0", 0, past(56, 0, USUAL, null), Candidate.Expectation.EVERY_DAY)))
                .get()
                .satisfies(found -> {
                    assertThat(found.kind()).isEqualTo(AnomalyKind.SILENT);
                    assertThat(found.changeUsd()).isEqualByComparingTo("-100");
                    assertThat(found.expectedRequests()).isEqualTo(250);
                });
    }

    @Test
    void somethingNewIsToldOnTheDayOnWhichItHasCostEnough() {
        assertThat(rule.judge(newcomer("model", 14, "49.99", "0"))).isEmpty();
        assertThat(rule.judge(newcomer("model", 14, "50", "0"))).get().satisfies(found -> {
            assertThat(found.kind()).isEqualTo(AnomalyKind.NEW_MODEL);
            assertThat(found.changeUsd()).isEqualByComparingTo("50");
        });
        assertThat(rule.judge(newcomer("api_key", 14, "70", "20")))
                .get()
                .extracting(Deviation::kind)
                .isEqualTo(AnomalyKind.NEW_KEY);
        assertThat(rule.judge(newcomer("api_key", 14, "120", "70"))).isEmpty();
    }

    @Test
    void inANewWarehouseNothingIsNew() {
        assertThat(rule.judge(newcomer("model", 13, "500", "0"))).isEmpty();
    }

    @Test
    void settingsThatCannotBeAreNamed() {
        assertThat(AnomalyProperties.defaults().problems()).isEmpty();
        assertThat(new AnomalyProperties(0, BigDecimal.ZERO, new BigDecimal("-1"), BigDecimal.ZERO, 0).problems())
                .containsExactly(
                        "meterhouse.anomalies.days is 0; a run judges 1 to 92 days.",
                        "meterhouse.anomalies.score is 0; write a number above 0, such as 4.",
                        "meterhouse.anomalies.minimum-usd is -1; write an amount above 0, such as 10.",
                        "meterhouse.anomalies.minimum-new-usd is 0; write an amount above 0, such as 50.",
                        "meterhouse.anomalies.minimum-requests is 0; write a number of at least 1, such as 100.");
    }

    private Optional<Deviation> judged(String usd, Usual usual) {
        return rule.judge(candidate(usd, 1, past(56, 0, usual, null), Candidate.Expectation.EVERY_DAY));
    }

    private static Past past(long days, long negativeDays, Usual profile, Usual ofKind) {
        return new Past(days, days, negativeDays, 8, 8, 40, 40, 250L, 9, 130.0, 20.0, profile, ofKind);
    }

    private static Candidate candidate(String usd, long requests, Past past, Candidate.Expectation expectation) {
        return new Candidate(new Scope("team", 1, "red"), expectation, DAY, new BigDecimal(usd), requests, past);
    }

    private static Newcomer newcomer(String kind, long daysBefore, String usd, String usdBefore) {
        return new Newcomer(
                new Scope(kind, 1, "new"),
                DAY.minusDays(3),
                DAY,
                daysBefore,
                new BigDecimal(usd),
                new BigDecimal(usdBefore),
                12);
    }
}
