package io.meterhouse.jobs.forecast;

import java.util.Arrays;

/**
 * Exponential smoothing with a damped trend (Gardner and McKenzie), whose weights are those that told the next day best, by the mean
 * absolute error behind the first week.
 */
final class Smoothing {

    private static final int FIRST_WEEK = 7;
    private static final double[] LEVEL_WEIGHTS = {0.05, 0.15, 0.3, 0.5};
    private static final double[] TREND_WEIGHTS = {0, 0.1};

    /** Errors that differ by less than this part of the level are the same, however numbers round. */
    private static final double SAME = 1e-9;

    private Smoothing() {}

    /** Of days without weekdays, the newest last. */
    static Trend best(double[] days) {
        double start = Robust.median(Arrays.copyOf(days, Math.min(FIRST_WEEK, days.length)));
        if (Double.isNaN(start)) {
            start = Robust.median(days);
        }
        if (Double.isNaN(start)) {
            return new Trend(0, 0);
        }
        double smallest = Double.POSITIVE_INFINITY;
        Trend best = new Trend(start, 0);
        double[] end = new double[2];
        for (double trendWeight : TREND_WEIGHTS) {
            for (double levelWeight : LEVEL_WEIGHTS) {
                double error = smooth(days, start, levelWeight, trendWeight, end);
                if (error < smallest - SAME * start) {
                    smallest = error;
                    best = new Trend(Math.max(0, end[0]), end[1]);
                }
            }
        }
        return best;
    }

    /** Smooths to the end and tells the mean absolute error of the next day on the way. */
    private static double smooth(double[] days, double start, double levelWeight, double trendWeight, double[] end) {
        double level = start;
        double trend = 0;
        double errors = 0;
        int count = 0;
        for (int day = 0; day < days.length; day++) {
            double expected = level + Trend.DAMPING * trend;
            double damped = Trend.DAMPING * trend;
            if (Double.isNaN(days[day])) {
                level = expected;
                trend = damped;
            } else {
                if (day >= FIRST_WEEK) {
                    errors += Math.abs(days[day] - expected);
                    count++;
                }
                double next = levelWeight * days[day] + (1 - levelWeight) * expected;
                trend = trendWeight * (next - level) + (1 - trendWeight) * damped;
                level = next;
            }
        }
        end[0] = level;
        end[1] = trend;
        return count == 0 ? 0 : errors / count;
    }
}
