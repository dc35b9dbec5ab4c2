package io.meterhouse.jobs.forecast;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Random;
import java.util.TreeMap;

/** Usage as it may run, other than the demo's; the same seed gives the same days. */
enum Shape {
    /** Workdays five times weekends, 15 % more each month. */
    GROWING_WITH_WEEKDAYS {
        @Override
        double day(int day, int weekday, Random random) {
            return (weekday < 5 ? 100 : 20) * Math.pow(1.15, day / 30.0) * noise(random, 0.15);
        }
    },

    /** As much every day, and ten times that on one in 33. */
    FLAT_WITH_SPIKES {
        @Override
        double day(int day, int weekday, Random random) {
            return 50 * noise(random, 0.1) * (random.nextInt(33) == 0 ? 10 : 1);
        }
    },

    /** Workdays, and from the 200th day on two and a half times as much. */
    STEP {
        @Override
        double day(int day, int weekday, Random random) {
            return (weekday < 5 ? 40 : 25) * (day < 200 ? 1 : 2.5) * noise(random, 0.15);
        }
    },

    /** Weekends four times workdays, falling slowly. */
    WEEKEND_HEAVY {
        @Override
        double day(int day, int weekday, Random random) {
            return (weekday < 5 ? 30 : 120) * Math.pow(0.95, day / 30.0) * noise(random, 0.25);
        }
    },

    /** Something on one day in four, of very different sizes. */
    SPARSE {
        @Override
        double day(int day, int weekday, Random random) {
            double size = 20 * noise(random, 0.8);
            return random.nextInt(4) == 0 ? size : 0;
        }
    };

    static final LocalDate FIRST = LocalDate.parse("2025-01-01");

    abstract double day(int day, int weekday, Random random);

    /** Days from the first on. */
    DailyFigures days(int count, long seed) {
        Random random = new Random(seed * 31 + ordinal());
        TreeMap<LocalDate, BigDecimal> days = new TreeMap<>();
        for (int day = 0; day < count; day++) {
            LocalDate date = FIRST.plusDays(day);
            double value = day(day, date.getDayOfWeek().ordinal(), random);
            days.put(date, BigDecimal.valueOf(value).setScale(4, RoundingMode.HALF_UP));
        }
        return new DailyFigures(days);
    }

    /** Around 1, never below 0, of this standard deviation in its logarithm. */
    private static double noise(Random random, double deviation) {
        return Math.exp(deviation * random.nextGaussian());
    }
}
