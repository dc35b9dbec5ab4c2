package io.meterhouse.jobs.forecast;

import java.util.Arrays;

/**
 * The days a method learns from: the last eight weeks before an origin, oldest first, {@link Double#NaN} where a day is not complete. A
 * day far from the others of its weekday is taken to be at the fence, unless at least {@value #OFTEN} days are as far: what happens
 * often is no accident.
 */
final class Training {

    static final int DAYS = 56;
    private static final int MEAN_DAYS = 28;
    private static final int WEEK = 7;
    private static final int OFTEN = 3;
    private static final double FENCE = 4;

    /** Turns a median of absolute deviations into a standard deviation, and a mean of them. */
    private static final double OF_MEDIAN = 1.4826;

    private static final double OF_MEAN = 1.2533;

    private final double[] values;
    private final int firstWeekday;
    private final double mean;
    private final double[] factors;

    /**
     * Days until an origin.
     *
     * @param all every day there is
     * @param weekdayOfFirst weekday of the first of all, 0 to 6
     * @param origin position of the last day to learn from
     */
    Training(double[] all, int weekdayOfFirst, int origin) {
        int from = Math.max(0, origin + 1 - DAYS);
        values = Arrays.copyOfRange(all, from, origin + 1);
        firstWeekday = (weekdayOfFirst + from) % WEEK;
        fence();
        mean = Robust.mean(values, Math.max(0, values.length - MEAN_DAYS), values.length);
        factors = weekdayFactors();
    }

    private void fence() {
        double[] medians = weekdayMedians();
        double[] residuals = new double[values.length];
        for (int day = 0; day < values.length; day++) {
            residuals[day] = values[day] - medians[weekday(day)];
        }
        double deviation = deviation(residuals);
        double high = Math.max(FENCE * deviation, Robust.largest(residuals, OFTEN));
        double low = Math.min(-FENCE * deviation, -Robust.largest(negated(residuals), OFTEN));
        for (int day = 0; day < values.length; day++) {
            if (residuals[day] > high) {
                values[day] = medians[weekday(day)] + high;
            } else if (residuals[day] < low) {
                values[day] = medians[weekday(day)] + low;
            }
        }
    }

    private static double deviation(double[] residuals) {
        double[] sizes = residuals.clone();
        for (int day = 0; day < sizes.length; day++) {
            sizes[day] = Math.abs(sizes[day]);
        }
        double median = Robust.median(sizes);
        return median > 0 ? OF_MEDIAN * median : OF_MEAN * Robust.mean(sizes, 0, sizes.length);
    }

    private static double[] negated(double[] numbers) {
        double[] negated = numbers.clone();
        for (int at = 0; at < negated.length; at++) {
            negated[at] = -negated[at];
        }
        return negated;
    }

    private double[] weekdayMedians() {
        double[] medians = new double[WEEK];
        double[] same = new double[values.length / WEEK + 1];
        for (int weekday = 0; weekday < WEEK; weekday++) {
            int count = 0;
            for (int day = Math.floorMod(weekday - firstWeekday, WEEK); day < values.length; day += WEEK) {
                same[count++] = values[day];
            }
            medians[weekday] = Robust.median(Arrays.copyOf(same, count));
        }
        return medians;
    }

    /** What each weekday is of the mean weekday; empty when most days of every weekday are without use. */
    private double[] weekdayFactors() {
        double[] medians = weekdayMedians();
        double level = Robust.mean(medians, 0, WEEK);
        if (!(level > 0)) {
            return new double[0];
        }
        for (int weekday = 0; weekday < WEEK; weekday++) {
            medians[weekday] = Double.isNaN(medians[weekday]) ? 1 : medians[weekday] / level;
        }
        return medians;
    }

    int size() {
        return values.length;
    }

    /** How many of the days are complete. */
    int completeDays() {
        return Robust.known(values).length;
    }

    /** The figure of a day, spikes taken off; NaN when it is not known. */
    double value(int day) {
        return values[day];
    }

    /** Weekday of a day of the training, or of the days after it, 0 to 6. */
    int weekday(int day) {
        return (firstWeekday + day) % WEEK;
    }

    /** Mean of the complete days of the last four weeks; 0 when there is none. */
    double mean() {
        return Double.isNaN(mean) ? 0 : mean;
    }

    /** Whether weekdays can be told apart. */
    boolean hasProfile() {
        return factors.length > 0;
    }

    /** What a weekday is of the mean weekday. */
    double factor(int weekday) {
        return factors[weekday];
    }

    /** The days as they would be if all weekdays were alike; NaN where that is not known. */
    double[] withoutWeekdays() {
        double[] alike = new double[values.length];
        for (int day = 0; day < values.length; day++) {
            double factor = factors[weekday(day)];
            alike[day] = factor < 0.05 ? Double.NaN : values[day] / factor;
        }
        return alike;
    }
}
