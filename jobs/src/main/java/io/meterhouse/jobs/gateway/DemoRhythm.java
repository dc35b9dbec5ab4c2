package io.meterhouse.jobs.gateway;

import java.time.DayOfWeek;
import java.time.LocalDate;

/** How usage rises and falls over the week and the ninety days. */
final class DemoRhythm {

    private static final int SPIKE_DAY = 60;

    private DemoRhythm() {}

    static boolean weekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    static double rhythm(LocalDate day, boolean serviceAccount) {
        return switch (day.getDayOfWeek()) {
            case MONDAY -> 0.95;
            case TUESDAY, THURSDAY -> 1.05;
            case WEDNESDAY -> 1.1;
            case FRIDAY -> 0.9;
            case SATURDAY -> serviceAccount ? 0.3 : 0.2;
            case SUNDAY -> serviceAccount ? 0.25 : 0.12;
        };
    }

    static double growth(int number) {
        return 1 + number * 0.003;
    }

    static int spikeDay(LocalDate firstDay) {
        // A weekend would hide the spike in its low rhythm.
        int day = SPIKE_DAY;
        while (weekend(firstDay.plusDays(day))) {
            day++;
        }
        return day;
    }
}
