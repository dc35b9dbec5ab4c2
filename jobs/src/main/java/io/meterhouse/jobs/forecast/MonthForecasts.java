package io.meterhouse.jobs.forecast;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What this month and the next will come to, by the figures of the days until a day. */
final class MonthForecasts {

    /** Complete days of the last eight weeks without which nothing is told. */
    static final int FEWEST_COMPLETE_DAYS = 14;

    /** Days with use of them without which nothing is told. */
    static final int FEWEST_DAYS_OF_USE = 7;

    private static final int DECIMALS = 6;
    private static final int NAIVE_MONTH = 30;

    private final DailyFigures known;
    private final LocalDate asOf;
    private final DailyFigures learned;

    private MonthForecasts(DailyFigures known, LocalDate asOf) {
        this.known = known;
        this.asOf = asOf;
        this.learned = known.sinceFirstUse();
    }

    /**
     * Tells the month of the day behind the last complete one, and the month after it. Nothing later than the day asked is looked at, so
     * that the forecast of a past day comes out again.
     *
     * @param asOf last day that may be known
     * @return two forecasts; none when no day is complete
     */
    static List<MonthForecast> of(DailyFigures figures, LocalDate asOf) {
        DailyFigures known = figures.until(asOf);
        if (known.byDay().isEmpty()) {
            return List.of();
        }
        return new MonthForecasts(known, known.byDay().lastKey()).both();
    }

    private List<MonthForecast> both() {
        YearMonth current = YearMonth.from(asOf.plusDays(1));
        YearMonth next = current.plusMonths(1);
        String silence = silence();
        if (silence != null) {
            return List.of(silent(current, silence), silent(next, silence));
        }
        LocalDate first = learned.byDay().firstKey();
        double[] values = values(first);
        int weekday = first.getDayOfWeek().ordinal();
        Window restOfMonth = new Window(0, (int) ChronoUnit.DAYS.between(asOf, current.atEndOfMonth()));
        Window nextMonth = new Window(restOfMonth.length(), next.lengthOfMonth());
        BackTest test = new BackTest(values, weekday, nextMonth.end());
        Training training = new Training(values, weekday, values.length - 1);
        return List.of(told(current, restOfMonth, training, test), told(next, nextMonth, training, test));
    }

    private MonthForecast told(YearMonth month, Window window, Training training, BackTest test) {
        Method method = test.best(window);
        BackTestResult result = test.result(method, window);
        if (!result.band().isKnown()) {
            return silent(month, "The complete days lie too far apart to test a forecast on them.");
        }
        double[] ahead = method.ahead(training, Math.max(7, window.end()));
        double told = window.sum(ahead) + ofGaps(month, ahead);
        int openDays = month.lengthOfMonth() - known.count(month.atDay(1), month.atEndOfMonth());
        double level = training.mean() * openDays;
        BigDecimal toDate = monthToDate(month);
        return new MonthForecast(
                asOf,
                month,
                toDate,
                openDays,
                learned.byDay().size(),
                new MonthForecast.Estimate(
                        toDate.add(decimal(told)),
                        toDate.add(decimal(result.band().lowest(told, level))),
                        toDate.add(decimal(result.band().highest(told, level))),
                        method,
                        naive(),
                        result.origins(),
                        decimal(result.meanAbsoluteError()),
                        result.meanAbsoluteShare(),
                        result.cover()),
                null);
    }

    /** Days of the month that went by and are not complete are taken to be what the next day of their weekday will be. */
    private double ofGaps(YearMonth month, double[] ahead) {
        double sum = 0;
        for (LocalDate day = month.atDay(1); !day.isAfter(asOf); day = day.plusDays(1)) {
            if (!known.byDay().containsKey(day)) {
                int daysBack = (int) ChronoUnit.DAYS.between(day, asOf);
                sum += ahead[Math.floorMod(-daysBack - 1, 7)];
            }
        }
        return sum;
    }

    private BigDecimal monthToDate(YearMonth month) {
        return known.sum(month.atDay(1), month.atEndOfMonth());
    }

    private @Nullable BigDecimal naive() {
        YearMonth current = YearMonth.from(asOf.plusDays(1));
        int days = known.count(current.atDay(1), current.atEndOfMonth());
        return days == 0
                ? null
                : monthToDate(current)
                        .multiply(BigDecimal.valueOf(NAIVE_MONTH))
                        .divide(BigDecimal.valueOf(days), DECIMALS, RoundingMode.HALF_UP);
    }

    private @Nullable String silence() {
        if (learned.byDay().isEmpty()) {
            return "Nothing was used on any of the %d complete days until %s."
                    .formatted(known.byDay().size(), asOf);
        }
        DailyFigures recent = new DailyFigures(learned.byDay().tailMap(asOf.minusDays(Training.DAYS - 1L), true));
        int complete = recent.byDay().size();
        if (complete < FEWEST_COMPLETE_DAYS) {
            return "%d days of the last %d until %s are complete and not before the first use; a forecast needs %d."
                    .formatted(complete, Training.DAYS, asOf, FEWEST_COMPLETE_DAYS);
        }
        Set<DayOfWeek> missing = EnumSet.allOf(DayOfWeek.class);
        recent.byDay().keySet().forEach(day -> missing.remove(day.getDayOfWeek()));
        if (!missing.isEmpty()) {
            return "None of the %d complete days until %s is a %s; a forecast needs every weekday."
                    .formatted(complete, asOf, name(missing.iterator().next()));
        }
        List<LocalDate> used = recent.byDay().entrySet().stream()
                .filter(day -> day.getValue().signum() != 0)
                .map(day -> day.getKey())
                .toList();
        if (used.size() < FEWEST_DAYS_OF_USE) {
            return "Something was used on %d of the %d complete days until %s; a forecast needs %d such days."
                    .formatted(used.size(), complete, asOf, FEWEST_DAYS_OF_USE);
        }
        if (used.stream().map(LocalDate::getDayOfWeek).distinct().count() == 1) {
            return "Something was used on one weekday only, %s; a forecast needs use on others, too."
                    .formatted(name(used.get(0).getDayOfWeek()));
        }
        return null;
    }

    private static String name(DayOfWeek weekday) {
        return weekday.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    private MonthForecast silent(YearMonth month, String silence) {
        int complete = known.count(month.atDay(1), month.atEndOfMonth());
        return new MonthForecast(
                asOf,
                month,
                monthToDate(month),
                month.lengthOfMonth() - complete,
                learned.byDay().size(),
                null,
                silence);
    }

    private double[] values(LocalDate first) {
        double[] values = new double[(int) ChronoUnit.DAYS.between(first, asOf) + 1];
        for (int day = 0; day < values.length; day++) {
            BigDecimal figure = known.byDay().get(first.plusDays(day));
            values[day] = figure == null ? Double.NaN : figure.doubleValue();
        }
        return values;
    }

    private static BigDecimal decimal(double number) {
        return BigDecimal.valueOf(number).setScale(DECIMALS, RoundingMode.HALF_UP);
    }
}
