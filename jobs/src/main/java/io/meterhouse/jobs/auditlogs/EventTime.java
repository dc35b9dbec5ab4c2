package io.meterhouse.jobs.auditlogs;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The instant of an event that a table keeps as text: a date, a T or a blank, a time, and perhaps a zone. */
final class EventTime {

    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']HH:mm")
            .optionalStart()
            .appendPattern(":ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .optionalEnd()
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT);

    private EventTime() {}

    /** The instant; null when the text is none. */
    static @Nullable Instant of(String text, ZoneId zone) {
        try {
            TemporalAccessor time = FORMAT.parseBest(text.strip(), OffsetDateTime::from, LocalDateTime::from);
            return time instanceof OffsetDateTime exact ? exact.toInstant() : of((LocalDateTime) time, zone);
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    /** Of the two instants of an hour that the clocks repeat, the first. */
    static Instant of(LocalDateTime time, ZoneId zone) {
        return time.atZone(zone).toInstant();
    }
}
