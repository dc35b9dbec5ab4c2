package io.meterhouse.jobs.forecast;

import java.util.Arrays;
import java.util.Locale;

/** How days to come are told from days that were. The simpler ones come first and are taken where none is better. */
enum Method {
    /** Every day is the mean of the last four weeks. */
    NAIVE {
        @Override
        double[] ahead(Training days, int count) {
            return repeated(days.mean(), count);
        }
    },

    /** Every day is what the last day of its weekday was. */
    SEASONAL_NAIVE {
        @Override
        double[] ahead(Training days, int count) {
            double[] last = new double[7];
            Arrays.fill(last, days.mean());
            for (int day = 0; day < days.size(); day++) {
                if (!Double.isNaN(days.value(day))) {
                    last[days.weekday(day)] = days.value(day);
                }
            }
            double[] ahead = new double[count];
            for (int day = 0; day < count; day++) {
                ahead[day] = last[days.weekday(days.size() + day)];
            }
            return ahead;
        }
    },

    /** Medians: a level and a trend by weeks, and what each weekday is of it. */
    WEEKDAY_PROFILE {
        @Override
        double[] ahead(Training days, int count) {
            return days.hasProfile()
                    ? WeeklyLevels.of(days.withoutWeekdays()).ahead(days, count)
                    : repeated(days.mean(), count);
        }
    },

    /** Exponential smoothing of level and trend of the days, weekdays taken off. */
    DAMPED_TREND {
        @Override
        double[] ahead(Training days, int count) {
            return days.hasProfile()
                    ? Smoothing.best(days.withoutWeekdays()).ahead(days, count)
                    : repeated(days.mean(), count);
        }
    };

    /**
     * Days to come, none below 0.
     *
     * @param days what to learn from
     * @param count how many days behind the last of them
     */
    abstract double[] ahead(Training days, int count);

    /** As it stands in the warehouse. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static double[] repeated(double value, int count) {
        double[] ahead = new double[count];
        Arrays.fill(ahead, value);
        return ahead;
    }
}
