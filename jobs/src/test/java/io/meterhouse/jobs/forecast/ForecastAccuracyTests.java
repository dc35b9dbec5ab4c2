package io.meterhouse.jobs.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On usage of many shapes, told on many days and held against what came: the errors and the cover of the band. */
class ForecastAccuracyTests {

    private static final int DAYS = 480;
    private static final int FIRST_TOLD = 20;
    private static final int LAST_TOLD = 418;
    private static final int STEP = 11;
    private static final int SEEDS = 6;

    /** Series are few and chance is not nothing: by how much the chosen method may be worse on a shape. */
    private static final double CHANCE = 1.05;

    @ParameterizedTest
    @EnumSource(Shape.class)
    void theChosenMethodIsNoWorseThanTheNaiveOneAndTheBandHolds(Shape shape) {
        Score restOfMonth = score(shape, 0);
        Score nextMonth = score(shape, 1);

        System.out.println(shape + ", rest of the month: " + restOfMonth);
        System.out.println(shape + ", next month: " + nextMonth);
        assertThat(restOfMonth.error).isLessThanOrEqualTo(CHANCE * restOfMonth.naiveError);
        assertThat(restOfMonth.cover()).isBetween(0.65, 0.95);
        assertThat(restOfMonth.statedCover()).isBetween(0.65, 0.95);
        assertThat(nextMonth.cover()).isBetween(0.65, 0.95);
        assertThat(nextMonth.statedCover()).isBetween(0.65, 0.95);
    }

    @Test
    void overAllShapesTheChosenMethodIsBetterThanTheNaiveOne() {
        double share = 0;
        for (Shape shape : Shape.values()) {
            Score score = score(shape, 0);
            share += score.error / score.naiveError / Shape.values().length;
        }
        assertThat(share).isLessThan(0.95);
    }

    private static Score score(Shape shape, int month) {
        Score score = new Score();
        for (int seed = 1; seed <= SEEDS; seed++) {
            DailyFigures all = shape.days(DAYS, seed);
            for (int day = FIRST_TOLD; day < LAST_TOLD; day += STEP) {
                score.add(all, Shape.FIRST.plusDays(day), month);
            }
        }
        return score;
    }

    /** Told months held against what came. */
    private static final class Score {

        private int told;
        private int within;
        private int stated;
        private double statedSum;
        private double actualSum;
        private double error;
        private double naiveError;

        void add(DailyFigures all, LocalDate asOf, int month) {
            MonthForecast forecast = MonthForecasts.of(all, asOf).get(month);
            MonthForecast.Estimate estimate = forecast.estimate();
            if (estimate == null) {
                return;
            }
            BigDecimal actual =
                    all.sum(forecast.month().atDay(1), forecast.month().atEndOfMonth());
            told++;
            if (actual.compareTo(estimate.low()) >= 0 && actual.compareTo(estimate.high()) <= 0) {
                within++;
            }
            estimate.cover().ifPresent(cover -> {
                stated++;
                statedSum += cover;
            });
            actualSum += actual.doubleValue();
            error += actual.subtract(estimate.point()).abs().doubleValue();
            naiveError += Math.abs(actual.subtract(forecast.monthToDate()).doubleValue() - naive(all, asOf, forecast));
        }

        private static double naive(DailyFigures all, LocalDate asOf, MonthForecast forecast) {
            double[] days = all.until(asOf).byDay().values().stream()
                    .mapToDouble(BigDecimal::doubleValue)
                    .toArray();
            int end = (int) ChronoUnit.DAYS.between(asOf, forecast.month().atEndOfMonth());
            return new Window(end - forecast.openDays(), forecast.openDays())
                    .sum(Method.NAIVE.ahead(new Training(days, 0, days.length - 1), end));
        }

        double cover() {
            return (double) within / told;
        }

        double statedCover() {
            return statedSum / stated;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d told; off by %.1f %% of what came, the naive method by %.1f %%; %.0f %% within the band, %.0f %% by its own test",
                    told,
                    100 * error / actualSum,
                    100 * naiveError / actualSum,
                    100 * cover(),
                    100 * statedCover());
        }
    }
}
