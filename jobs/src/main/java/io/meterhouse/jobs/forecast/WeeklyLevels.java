package io.meterhouse.jobs.forecast;

import java.util.Arrays;

/** Level and trend by medians: of the days of a week, and of the slopes between any two weeks (Theil and Sen). */
final class WeeklyLevels {

    private static final int WEEK = 7;

    /** Weeks between whose medians a slope means something. */
    private static final int FEWEST_WEEKS = 3;

    private static final int WEEKS_OF_LEVEL = 4;

    /** The middle of a week lies three days before its end. */
    private static final double TO_END_OF_WEEK = 3.0 / WEEK;

    private WeeklyLevels() {}

    /** Of days without weekdays, the newest last. */
    static Trend of(double[] days) {
        double[] weeks = newestFirst(days);
        double slope = slope(weeks);
        double[] now = new double[Math.min(WEEKS_OF_LEVEL, weeks.length)];
        for (int week = 0; week < now.length; week++) {
            now[week] = weeks[week] + slope * (week + TO_END_OF_WEEK);
        }
        double level = Robust.median(now);
        return new Trend(Double.isNaN(level) ? Robust.median(days) : Math.max(0, level), slope / WEEK);
    }

    private static double[] newestFirst(double[] days) {
        double[] weeks = new double[days.length / WEEK];
        for (int week = 0; week < weeks.length; week++) {
            int end = days.length - week * WEEK;
            weeks[week] = Robust.median(Arrays.copyOfRange(days, end - WEEK, end));
        }
        return weeks;
    }

    private static double slope(double[] weeks) {
        double[] slopes = new double[weeks.length * (weeks.length - 1) / 2];
        int count = 0;
        for (int newer = 0; newer < weeks.length; newer++) {
            for (int older = newer + 1; older < weeks.length; older++) {
                slopes[count++] = (weeks[newer] - weeks[older]) / (older - newer);
            }
        }
        return Robust.known(weeks).length < FEWEST_WEEKS ? 0 : Robust.median(slopes);
    }
}
