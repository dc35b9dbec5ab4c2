package io.meterhouse.jobs.forecast;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What each method would have said on days gone by (origins), knowing nothing later than them, and how far it would have been off. The
 * newest half year is asked, each day of it or, of a longer past, every third, so that each weekday has its turn.
 */
final class BackTest {

    /** Days an origin must have to learn from. */
    static final int FEWEST_DAYS = 7;

    /** Origins without which nothing is said of a window; a shorter one is asked then. */
    static final int FEWEST_ORIGINS = 5;

    private static final int OLDEST_ORIGIN = 182;
    private static final int DENSE_DAYS = 90;
    private static final int STEP = 3;

    /** A window of which less is complete is passed over. */
    private static final double COMPLETE_SHARE = 0.8;

    /** Part by which a method must be better than every simpler one to be taken: less is luck. */
    private static final double BETTER = 0.1;

    /** Methods whose errors differ by less than this part of the figures are equally good, however numbers round. */
    private static final double SAME = 1e-9;

    private final double[] values;
    private final List<Origin> origins = new ArrayList<>();

    /** A day on which each method was asked. */
    private record Origin(int position, double level, Map<Method, double[]> ahead) {}

    /**
     * Asks every method on every origin.
     *
     * @param values every day, oldest first; NaN where a day is not complete
     * @param weekdayOfFirst weekday of the first, 0 to 6
     * @param farthest how many days ahead anything is wanted
     */
    BackTest(double[] values, int weekdayOfFirst, int farthest) {
        this.values = values.clone();
        int last = values.length - 1;
        int oldest = Math.min(OLDEST_ORIGIN, last - FEWEST_DAYS + 1);
        int step = values.length <= DENSE_DAYS ? 1 : STEP;
        for (int back = 1; back <= oldest; back += step) {
            int position = last - back;
            Training training = new Training(values, weekdayOfFirst, position);
            if (training.completeDays() >= FEWEST_DAYS) {
                Map<Method, double[]> ahead = new EnumMap<>(Method.class);
                for (Method method : Method.values()) {
                    ahead.put(method, method.ahead(training, Math.min(back, farthest)));
                }
                origins.add(0, new Origin(position, training.mean(), ahead));
            }
        }
    }

    /** The method whose sums of a window were off least, on the mean; a simpler one where the better ones are hardly better. */
    Method best(Window window) {
        Window asked = askable(window);
        double sizeOfAll = origins.stream().mapToDouble(Origin::level).max().orElse(0) * asked.length();
        Method best = Method.NAIVE;
        double smallest = Double.POSITIVE_INFINITY;
        for (Method method : Method.values()) {
            double error = meanAbsoluteError(misses(method, asked));
            if (error < (1 - BETTER) * smallest - SAME * sizeOfAll) {
                smallest = error;
                best = method;
            }
        }
        return best;
    }

    /** How a method did with a window. */
    BackTestResult result(Method method, Window window) {
        Window asked = askable(window);
        List<Miss> misses = misses(method, asked);
        double asLong = (double) window.length() / asked.length();
        return new BackTestResult(
                misses.size(),
                meanAbsoluteError(misses) * asLong,
                misses.stream()
                        .filter(miss -> miss.actual() > 0)
                        .mapToDouble(miss -> Math.abs(miss.error()) / miss.actual())
                        .average(),
                Band.of(misses, asked),
                Band.cover(misses, asked));
    }

    private Window askable(Window window) {
        return window.within(Math.max(1, values.length - FEWEST_DAYS - FEWEST_ORIGINS + 1));
    }

    private List<Miss> misses(Method method, Window window) {
        return origins.stream()
                .filter(origin -> origin.position() + window.end() < values.length)
                .flatMap(origin -> miss(origin, method, window))
                .sorted(Comparator.comparingInt(Miss::origin))
                .toList();
    }

    private Stream<Miss> miss(Origin origin, Method method, Window window) {
        double[] ahead = origin.ahead().getOrDefault(method, new double[0]);
        double told = 0;
        double actual = 0;
        int complete = 0;
        for (int day = window.skipped(); day < window.end(); day++) {
            double value = values[origin.position() + 1 + day];
            if (!Double.isNaN(value)) {
                told += ahead[day];
                actual += value;
                complete++;
            }
        }
        if (complete < COMPLETE_SHARE * window.length()) {
            return Stream.empty();
        }
        double whole = (double) window.length() / complete;
        return Stream.of(new Miss(origin.position(), told * whole, actual * whole, origin.level() * window.length()));
    }

    private static double meanAbsoluteError(List<Miss> misses) {
        return misses.stream()
                .mapToDouble(miss -> Math.abs(miss.error()))
                .average()
                .orElse(Double.POSITIVE_INFINITY);
    }
}
