package io.meterhouse.jobs.forecast;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Within what four in five errors lay, as parts of the level: quantiles of what happened, not of a distribution that somebody assumes.
 *
 * @param low error of the lower end
 * @param high error of the upper end, not below the lower
 */
record Band(double low, double high) {

    /** Part of the errors that lie below the band, and part above. */
    private static final double TAIL = 0.1;

    /** Origins that must be able to tell for the cover to mean anything. */
    private static final int FEWEST_TOLD = 10;

    /**
     * The band of these errors. Errors of windows that overlap say the same thing twice: what counts is how many windows lie behind one
     * another. Of few the outermost are taken, and the band is wider by a part for each that it wants.
     */
    static Band of(List<Miss> misses, Window window) {
        double[] errors =
                Robust.known(misses.stream().mapToDouble(Miss::relative).toArray());
        if (errors.length == 0) {
            return new Band(Double.NaN, Double.NaN);
        }
        int span = misses.get(misses.size() - 1).origin() - misses.get(0).origin();
        double apart = 1 + (double) span / window.length();
        double tail = Math.max(0, TAIL - 1.5 * TAIL / apart);
        double wider = 1 + 2 / apart;
        double low = Robust.quantile(errors, tail);
        double high = Robust.quantile(errors, 1 - tail);
        double middle = Robust.median(errors);
        return new Band(middle + wider * (low - middle), middle + wider * (high - middle));
    }

    /** Part of the origins at which what came lay in the band of the errors known by then. */
    static OptionalDouble cover(List<Miss> misses, Window window) {
        int told = 0;
        int within = 0;
        for (Miss miss : misses) {
            List<Miss> known = misses.stream()
                    .filter(earlier -> earlier.origin() + window.end() <= miss.origin())
                    .toList();
            if (known.size() >= BackTest.FEWEST_ORIGINS && miss.level() > 0) {
                Band band = of(known, window);
                told++;
                if (miss.actual() >= band.lowest(miss.told(), miss.level())
                        && miss.actual() <= band.highest(miss.told(), miss.level())) {
                    within++;
                }
            }
        }
        return told < FEWEST_TOLD ? OptionalDouble.empty() : OptionalDouble.of((double) within / told);
    }

    /** Lower end around what is told: neither above it nor below 0. */
    double lowest(double told, double level) {
        return Math.max(0, Math.min(told, told + low * level));
    }

    /** Upper end around what is told: not below it. */
    double highest(double told, double level) {
        return Math.max(told, told + high * level);
    }

    /** Whether any error is known. */
    boolean isKnown() {
        return !Double.isNaN(low);
    }
}
