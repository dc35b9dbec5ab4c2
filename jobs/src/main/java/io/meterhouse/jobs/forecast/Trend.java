package io.meterhouse.jobs.forecast;

/**
 * A level and how it moves, less from day to day: after a hundred days it has moved by some 42 days' worth and hardly moves any more.
 *
 * @param level the last day's, of a mean weekday
 * @param perDay what the first day adds to it, before it is damped
 */
record Trend(double level, double perDay) {

    /** What is left of the movement from one day to the next. */
    static final double DAMPING = 0.98;

    /** Days to come, weekdays put on again, none below 0. */
    double[] ahead(Training days, int count) {
        double[] ahead = new double[count];
        double moved = 0;
        double damping = 1;
        for (int day = 0; day < count; day++) {
            damping *= DAMPING;
            moved += damping * perDay;
            ahead[day] = Math.max(0, (level + moved) * days.factor(days.weekday(days.size() + day)));
        }
        return ahead;
    }
}
