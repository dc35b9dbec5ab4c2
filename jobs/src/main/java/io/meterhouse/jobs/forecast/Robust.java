package io.meterhouse.jobs.forecast;

import java.util.Arrays;

/** Statistics that pass over what is not known (NaN); NaN when nothing is. */
final class Robust {

    private Robust() {}

    static double median(double[] numbers) {
        return quantile(known(numbers), 0.5);
    }

    /** Mean of positions {@code from} to before {@code to}. */
    static double mean(double[] numbers, int from, int to) {
        double sum = 0;
        int count = 0;
        for (int at = from; at < to; at++) {
            if (!Double.isNaN(numbers[at])) {
                sum += numbers[at];
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    /** The number than which {@code rank - 1} others are larger; the smallest when there are fewer. */
    static double largest(double[] numbers, int rank) {
        double[] sorted = known(numbers);
        return sorted.length == 0 ? Double.NaN : sorted[Math.max(0, sorted.length - rank)];
    }

    /** Between two numbers in proportion, as most tools do it; of numbers in ascending order. */
    static double quantile(double[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double place = share * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** What is known, in ascending order. */
    static double[] known(double[] numbers) {
        double[] known = new double[numbers.length];
        int count = 0;
        for (double number : numbers) {
            if (!Double.isNaN(number)) {
                known[count++] = number;
            }
        }
        double[] sorted = Arrays.copyOf(known, count);
        Arrays.sort(sorted);
        return sorted;
    }
}
