package io.meterhouse.jobs.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Months are told from complete days, in figures that can be worked out by hand, or nothing is told. */
class MonthForecastsTests {

    private static final LocalDate FIRST = LocalDate.parse("2026-08-20");
    private static final LocalDate AS_OF = LocalDate.parse("2026-10-15");

    @Example
    void aSteadyMonthIsItsDaysTimesTheDay() {
        List<MonthForecast> both = MonthForecasts.of(days(FIRST, AS_OF, day -> 10), AS_OF);

        MonthForecast october = both.get(0);
        assertThat(october.month()).isEqualTo(YearMonth.parse("2026-10"));
        assertThat(october.monthToDate()).isEqualByComparingTo("150");
        assertThat(october.openDays()).isEqualTo(16);
        assertThat(october.trainedDays()).isEqualTo(57);
        MonthForecast.Estimate told = Objects.requireNonNull(october.estimate());
        assertThat(told.method()).isEqualTo(Method.NAIVE);
        assertThat(told.point()).isEqualByComparingTo("310");
        assertThat(told.low()).isEqualByComparingTo("310");
        assertThat(told.high()).isEqualByComparingTo("310");
        assertThat(told.naive()).isEqualByComparingTo("300");
        assertThat(told.meanAbsoluteError()).isEqualByComparingTo("0");
        assertThat(told.meanAbsoluteShare()).hasValue(0);
        assertThat(told.cover()).hasValue(1);
        assertThat(both.get(1).month()).isEqualTo(YearMonth.parse("2026-11"));
        assertThat(both.get(1).monthToDate()).isEqualByComparingTo("0");
        assertThat(Objects.requireNonNull(both.get(1).estimate()).point()).isEqualByComparingTo("300");
    }

    @Example
    void weekdaysAreTold() {
        // 1 to 15 October: 11 workdays and 4 others; 16 to 31 October: 11 and 5.
        MonthForecast.Estimate told = told(days(FIRST, AS_OF, MonthForecastsTests::working));

        assertThat(told.method()).isEqualTo(Method.SEASONAL_NAIVE);
        assertThat(told.point()).isEqualByComparingTo("2470");
        assertThat(told.naive()).isEqualByComparingTo("2440");
    }

    @Example
    void aDayThatIsNotCompleteIsToldLikeOneToCome() {
        TreeMap<LocalDate, BigDecimal> days =
                new TreeMap<>(days(FIRST, AS_OF, MonthForecastsTests::working).byDay());
        days.remove(LocalDate.parse("2026-10-05"));
        MonthForecast october = MonthForecasts.of(new DailyFigures(days), AS_OF).get(0);

        assertThat(october.monthToDate()).isEqualByComparingTo("1120");
        assertThat(october.openDays()).isEqualTo(17);
        assertThat(Objects.requireNonNull(october.estimate()).point()).isEqualByComparingTo("2470");
        assertThat(Objects.requireNonNull(october.estimate()).naive()).isEqualByComparingTo("2400");
    }

    @Example
    void onTheLastDayOfAMonthTheNextOneIsTold() {
        LocalDate end = LocalDate.parse("2026-09-30");
        List<MonthForecast> both = MonthForecasts.of(days(FIRST, end, day -> 10), end);

        assertThat(both)
                .extracting(MonthForecast::month)
                .containsExactly(YearMonth.parse("2026-10"), YearMonth.parse("2026-11"));
        assertThat(Objects.requireNonNull(both.get(0).estimate()).point()).isEqualByComparingTo("310");
        assertThat(Objects.requireNonNull(both.get(0).estimate()).naive()).isNull();
    }

    @Example
    void aPastDayIsToldAgainAsItWas() {
        DailyFigures then = Shape.GROWING_WITH_WEEKDAYS.days(120, 1);
        DailyFigures now = Shape.GROWING_WITH_WEEKDAYS.days(300, 1);
        LocalDate asOf = Shape.FIRST.plusDays(119);

        assertThat(MonthForecasts.of(now, asOf)).isEqualTo(MonthForecasts.of(then, asOf));
    }

    @Example
    void oneSpikeDoesNotMoveTheMonth() {
        TreeMap<LocalDate, BigDecimal> days =
                new TreeMap<>(days(FIRST, AS_OF, day -> day.getDayOfYear() % 2 == 0 ? 8 : 12)
                        .byDay());
        days.put(AS_OF, new BigDecimal(1000));

        // 16 days of 10 are to come, and at most the fence of the spike is spread over them.
        MonthForecast october = MonthForecasts.of(new DailyFigures(days), AS_OF).get(0);
        assertThat(Objects.requireNonNull(october.estimate()).point().subtract(october.monthToDate()))
                .isBetween(new BigDecimal(150), new BigDecimal(180));
    }

    @Example
    void thirteenDaysAreTooFew() {
        LocalDate first = LocalDate.parse("2026-10-03");

        assertThat(silence(days(first, AS_OF, day -> 10)))
                .isEqualTo(
                        "13 days of the last 56 until 2026-10-15 are complete and not before the first use; a forecast needs 14.");
        assertThat(MonthForecasts.of(days(first.minusDays(1), AS_OF, day -> 10), AS_OF)
                        .get(0)
                        .silence())
                .isNull();
    }

    @Example
    void nothingUsedIsNotToldAsNothing() {
        assertThat(silence(days(FIRST, AS_OF, day -> 0)))
                .isEqualTo("Nothing was used on any of the 57 complete days until 2026-10-15.");
        assertThat(MonthForecasts.of(new DailyFigures(new TreeMap<>()), AS_OF)).isEmpty();
    }

    @Example
    void aWeekdayThatIsNeverCompleteIsMissed() {
        TreeMap<LocalDate, BigDecimal> days =
                new TreeMap<>(days(FIRST, AS_OF, day -> 10).byDay());
        days.keySet().removeIf(day -> day.getDayOfWeek() == DayOfWeek.SUNDAY);

        assertThat(silence(new DailyFigures(days)))
                .isEqualTo(
                        "None of the 48 complete days until 2026-10-15 is a Sunday; a forecast needs every weekday.");
    }

    @Example
    void oneWeekdayAloneAndFewDaysAreNotToldOn() {
        assertThat(silence(days(FIRST, AS_OF, day -> day.getDayOfWeek() == DayOfWeek.MONDAY ? 10 : 0)))
                .isEqualTo("Something was used on one weekday only, Monday; a forecast needs use on others, too.");
        assertThat(silence(days(FIRST, AS_OF, day -> day.getDayOfMonth() % 10 == 0 ? 10 : 0)))
                .isEqualTo(
                        "Something was used on 5 of the 56 complete days until 2026-10-15; a forecast needs 7 such days.");
    }

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void nothingIsBelowTheMonthToDateAndTheBandHoldsThePoint(
            @ForAll @Size(min = 14, max = 130) List<@IntRange(min = -20, max = 400) Integer> figures) {
        for (MonthForecast forecast : MonthForecasts.of(some(figures, 1), LocalDate.MAX)) {
            MonthForecast.Estimate told = forecast.estimate();
            assertThat(told == null).isEqualTo(forecast.silence() != null);
            if (told != null) {
                assertThat(told.low()).isGreaterThanOrEqualTo(forecast.monthToDate());
                assertThat(told.point()).isBetween(told.low(), told.high());
                assertThat(told.meanAbsoluteError()).isNotNegative();
            }
        }
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void fourTimesTheUseIsFourTimesTheForecast(
            @ForAll @Size(min = 14, max = 130) List<@IntRange(min = -20, max = 400) Integer> figures) {
        List<MonthForecast> one = MonthForecasts.of(some(figures, 1), LocalDate.MAX);
        List<MonthForecast> four = MonthForecasts.of(some(figures, 4), LocalDate.MAX);

        for (int month = 0; month < one.size(); month++) {
            MonthForecast.Estimate small = one.get(month).estimate();
            MonthForecast.Estimate large = four.get(month).estimate();
            assertThat(large == null).isEqualTo(small == null);
            if (small != null && large != null) {
                assertThat(large.method()).isEqualTo(small.method());
                assertThat(large.cover()).isEqualTo(small.cover());
                assertThat(large.point().doubleValue())
                        .isCloseTo(4 * small.point().doubleValue(), within());
                assertThat(large.low().doubleValue()).isCloseTo(4 * small.low().doubleValue(), within());
                assertThat(large.high().doubleValue())
                        .isCloseTo(4 * small.high().doubleValue(), within());
            }
        }
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.api.Assertions.within(1e-4);
    }

    /** A day below 0 is one without use, one below -10 is not complete. */
    private static DailyFigures some(List<Integer> figures, int times) {
        TreeMap<LocalDate, BigDecimal> days = new TreeMap<>();
        for (int day = 0; day < figures.size(); day++) {
            if (figures.get(day) >= -10) {
                days.put(FIRST.plusDays(day), BigDecimal.valueOf((long) times * Math.max(0, figures.get(day))));
            }
        }
        return new DailyFigures(days);
    }

    private static int working(LocalDate day) {
        return day.getDayOfWeek().getValue() < 6 ? 100 : 30;
    }

    private static MonthForecast.Estimate told(DailyFigures days) {
        return Objects.requireNonNull(MonthForecasts.of(days, AS_OF).get(0).estimate());
    }

    private static String silence(DailyFigures days) {
        List<MonthForecast> both = MonthForecasts.of(days, AS_OF);
        assertThat(both).allSatisfy(month -> assertThat(month.estimate()).isNull());
        return Objects.requireNonNull(both.get(0).silence());
    }

    private static DailyFigures days(LocalDate from, LocalDate to, ToIntFunction<LocalDate> figure) {
        TreeMap<LocalDate, BigDecimal> days = new TreeMap<>();
        for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
            days.put(day, BigDecimal.valueOf(figure.applyAsInt(day)));
        }
        return new DailyFigures(days);
    }
}
