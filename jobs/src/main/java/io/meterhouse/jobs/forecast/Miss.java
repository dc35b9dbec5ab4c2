package io.meterhouse.jobs.forecast;

/**
 * What a method said on an origin, and what came.
 *
 * @param origin position of the last day it knew
 * @param told sum of the window as it was told
 * @param actual sum of the window as it came
 * @param level what the window would have been at the mean of the four weeks before
 */
record Miss(int origin, double told, double actual, double level) {

    /** Above 0 when more came than was told. */
    double error() {
        return actual - told;
    }

    /** The error as a part of the level, so that it says something of other times; NaN when there was none. */
    double relative() {
        return level > 0 ? error() / level : Double.NaN;
    }
}
