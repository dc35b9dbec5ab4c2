package io.meterhouse.jobs.forecast;

/**
 * Days to come whose sum is told.
 *
 * @param skipped days between the last known one and the first of them
 * @param length how many they are, at least 1
 */
record Window(int skipped, int length) {

    /** Last day of it, counted from the last known one. */
    int end() {
        return skipped + length;
    }

    /** The same within fewer days, in proportion: what a short past can be asked for. */
    Window within(int days) {
        if (end() <= days) {
            return this;
        }
        int before = (int) ((long) skipped * days / end());
        return new Window(before, Math.max(1, days - before));
    }

    /** Sum of its days. */
    double sum(double[] ahead) {
        double sum = 0;
        for (int day = skipped; day < end(); day++) {
            sum += ahead[day];
        }
        return sum;
    }
}
