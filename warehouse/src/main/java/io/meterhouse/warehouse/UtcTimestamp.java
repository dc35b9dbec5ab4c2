package io.meterhouse.warehouse;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** The form in which instants enter the warehouse: TIMESTAMP without zone, always UTC, to the microsecond. */
public final class UtcTimestamp {

    private UtcTimestamp() {}

    public static LocalDateTime of(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
    }
}
