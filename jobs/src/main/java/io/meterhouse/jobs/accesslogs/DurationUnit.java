package io.meterhouse.jobs.accesslogs;

/** What a duration of a log counts. */
enum DurationUnit {
    SECONDS(Field.DURATION_SECONDS, 1_000_000_000L),
    MILLISECONDS(Field.DURATION_MILLISECONDS, 1_000_000L),
    MICROSECONDS(Field.DURATION_MICROSECONDS, 1_000L),
    NANOSECONDS(Field.DURATION_NANOSECONDS, 1L);

    private final Field field;
    private final long nanoseconds;

    DurationUnit(Field field, long nanoseconds) {
        this.field = field;
        this.nanoseconds = nanoseconds;
    }

    Field field() {
        return field;
    }

    long nanoseconds() {
        return nanoseconds;
    }
}
