package io.meterhouse.jobs.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Each method says what its formula says, to the digit. */
class MethodTests {

    private static final int MONDAY = 0;
    private static final Offset<Double> EXACT = within(1e-9);

    @Test
    void theNaiveOneSaysTheMeanOfTheLastFourWeeks() {
        double[] days = IntStream.range(0, 42)
                .mapToDouble(day -> day < 14 ? 12 : day < 28 ? 10 : 20)
                .toArray();

        assertThat(Method.NAIVE.ahead(until(days), 3)).containsExactly(15, 15, 15);
    }

    @Test
    void theSeasonalNaiveOneSaysTheLastDayOfTheWeekdayThatIsKnown() {
        double[] days = IntStream.rangeClosed(1, 14).mapToDouble(day -> day).toArray();
        days[13] = Double.NaN;

        assertThat(Method.SEASONAL_NAIVE.ahead(until(days), 8)).containsExactly(8, 9, 10, 11, 12, 13, 7, 8);
    }

    @Test
    void theProfileSaysLevelTimesWeekday() {
        double[] days = IntStream.range(0, 28)
                .mapToDouble(day -> day % 7 < 5 ? 100 : 30)
                .toArray();
        Training training = until(days);

        assertThat(training.factor(0)).isEqualTo(1.25);
        assertThat(training.factor(6)).isEqualTo(0.375);
        assertThat(Method.WEEKDAY_PROFILE.ahead(training, 7)).containsExactly(100, 100, 100, 100, 100, 30, 30);
        assertThat(Method.DAMPED_TREND.ahead(training, 7)).containsExactly(100, 100, 100, 100, 100, 30, 30);
    }

    @Test
    void theTrendOfTheProfileIsTheMedianSlopeOfWeeksAndIsDamped() {
        double[] days =
                IntStream.range(0, 28).mapToDouble(day -> 70 + 7 * (day / 7)).toArray();

        // 7 a week are 1 a day; the middle of the last week, 91, lies three days back.
        assertThat(Method.WEEKDAY_PROFILE.ahead(until(days), 2))
                .containsExactly(new double[] {94 + 0.98, 94 + 0.98 + 0.9604}, EXACT);
    }

    @Test
    void smoothingTakesTheSmallestWeightThatIsNoWorse() {
        double[] days = {10, 10, 10, 10, 10, 10, 10, 20};

        assertThat(Smoothing.best(days)).isEqualTo(new Trend(0.05 * 20 + 0.95 * 10, 0));
    }

    @Test
    void smoothingFollowsAStep() {
        double[] days =
                IntStream.range(0, 40).mapToDouble(day -> day < 20 ? 10 : 20).toArray();

        assertThat(Smoothing.best(days).level()).isBetween(19.9, 21.0);
    }

    @Test
    void aSpikeIsTakenDownToFourDeviations() {
        double[] days =
                IntStream.range(0, 28).mapToDouble(day -> day % 2 == 0 ? 8 : 12).toArray();
        days[27] = 1000;

        // Medians of weekdays are 10, deviations 2: 10 + 4 x 1.4826 x 2.
        assertThat(until(days).value(27)).isEqualTo(21.8608, EXACT);
        assertThat(until(days).value(26)).isEqualTo(8);
    }

    @Test
    void whatHappensThreeTimesIsNoSpike() {
        double[] days =
                IntStream.range(0, 28).mapToDouble(day -> day % 2 == 0 ? 8 : 12).toArray();
        days[9] = 1000;
        days[19] = 1000;
        days[27] = 1000;

        assertThat(until(days).value(9)).isGreaterThan(950);
        assertThat(until(days).value(27)).isGreaterThan(950);
    }

    @Test
    void whereMostDaysAreWithoutUseEveryMethodButTheSeasonalOneSaysTheMean() {
        double[] days = new double[28];
        Arrays.fill(days, 0);
        days[3] = 10;
        days[12] = 10;
        days[22] = 10;

        double mean = until(days).mean();
        assertThat(mean).isEqualTo(30.0 / 28, EXACT);
        assertThat(Method.WEEKDAY_PROFILE.ahead(until(days), 1)).containsExactly(mean);
        assertThat(Method.DAMPED_TREND.ahead(until(days), 1)).containsExactly(mean);
    }

    private static Training until(double[] days) {
        return new Training(days, MONDAY, days.length - 1);
    }
}
