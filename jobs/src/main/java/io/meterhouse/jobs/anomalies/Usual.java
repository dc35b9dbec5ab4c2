package io.meterhouse.jobs.anomalies;

/**
 * What a day usually costs, in natural logarithms of US dollars, so that half as much is as far as twice as much.
 *
 * @param level what is to be expected
 * @param scatter median distance of past days from their median
 * @param days days behind it
 * @param doubt sum of the reciprocals of how many days each median behind the level is of
 * @param thirdHighest third highest of these days, brought to the weekday that is judged
 * @param thirdLowest third lowest of them
 */
record Usual(double level, double scatter, long days, double doubt, double thirdHighest, double thirdLowest) {

    /** By what the median distance of normally distributed days is multiplied to be their standard deviation. */
    private static final double NORMAL = 1.4826;

    /** How much wider the median of few such days scatters than their mean: half of pi. */
    private static final double MEDIAN = 1.571;

    /** Scatter below which nothing is believed to lie (10 %), and how much of it few days add. */
    private static final double LEAST = 0.1;

    /** What counts as the least part of the usual: there is no logarithm of nothing. */
    private static final double LEAST_PART = 0.01;

    double expectedUsd() {
        return Math.exp(level);
    }

    /** How far an amount is off, in units of the usual scatter; above 0 when it is more. */
    double score(double usd) {
        double unit = Math.max(
                NORMAL * scatter * (1 + doubt) * Math.sqrt(1 + MEDIAN * doubt), Math.log(1 + LEAST + 1.0 / days));
        return (logarithm(usd) - level) / unit;
    }

    /** True unless three past days were as far off in the same direction: what happens often is no accident. */
    boolean isSeldom(double usd) {
        double amount = logarithm(usd);
        return amount > level ? amount > thirdHighest : amount < thirdLowest;
    }

    private double logarithm(double usd) {
        return Math.log(Math.max(usd, LEAST_PART * expectedUsd()));
    }
}
