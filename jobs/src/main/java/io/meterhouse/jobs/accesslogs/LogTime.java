package io.meterhouse.jobs.accesslogs;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * Reads the time of a line: ISO 8601 with a zone, the servers' {@code 10/Oct/2026:13:55:36 +0530}, or a number since the epoch.
 *
 * <p>A number counts seconds, or, when so many seconds would lie far ahead, milli-, micro- or nanoseconds.
 */
final class LogTime {

    /** Microseconds since the epoch are never this; it stands for a time that does not exist. */
    static final long WRONG = Long.MIN_VALUE;

    /** Stands for a time whose zone is not told. */
    static final long WITHOUT_ZONE = Long.MIN_VALUE + 1;

    private static final long MICROS_A_SECOND = 1_000_000;
    private static final long FIRST_DAY = java.time.LocalDate.of(2000, 1, 1).toEpochDay();
    private static final long LAST_DAY = java.time.LocalDate.of(2050, 12, 30).toEpochDay();
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

    private final byte[] data;
    private final int to;
    private int position;

    private LogTime(byte[] data, int from, int to) {
        this.data = data;
        this.position = from;
        this.to = to;
    }

    /** Microseconds since the epoch, {@link #WRONG} or {@link #WITHOUT_ZONE}. */
    static long micros(byte[] data, int from, int to) {
        int length = to - from;
        LogTime time = new LogTime(data, from, to);
        long micros;
        if (length >= 20 && data[from + 2] == '/') {
            micros = time.server();
        } else if (length >= 19 && data[from + 4] == '-') {
            micros = time.iso();
        } else {
            micros = time.epoch();
        }
        if (micros == WRONG || micros == WITHOUT_ZONE) {
            return micros;
        }
        long day = Math.floorDiv(micros, 86_400 * MICROS_A_SECOND);
        return day >= FIRST_DAY && day <= LAST_DAY ? micros : WRONG;
    }

    private long server() {
        int day = number(2);
        if (!next('/')) {
            return WRONG;
        }
        int month = month();
        if (!next('/')) {
            return WRONG;
        }
        int year = number(4);
        if (!next(':')) {
            return WRONG;
        }
        long seconds = secondsOf(year, month, day);
        long micros = next('.') ? fraction() : 0;
        if (seconds == WRONG || micros < 0 || !next(' ')) {
            return WRONG;
        }
        int zone = offset();
        return zone == Integer.MIN_VALUE || position != to ? WRONG : (seconds - zone) * MICROS_A_SECOND + micros;
    }

    private long iso() {
        int year = number(4);
        if (!next('-')) {
            return WRONG;
        }
        int month = number(2);
        if (!next('-')) {
            return WRONG;
        }
        int day = number(2);
        if (!next('T') && !next('t') && !next(' ')) {
            return WRONG;
        }
        long seconds = secondsOf(year, month, day);
        if (seconds == WRONG) {
            return WRONG;
        }
        long micros = next('.') || next(',') ? fraction() : 0;
        if (micros < 0) {
            return WRONG;
        }
        if (position == to) {
            return WITHOUT_ZONE;
        }
        next(' ');
        int zone = next('Z') || next('z') ? 0 : offset();
        return zone == Integer.MIN_VALUE || position != to ? WRONG : (seconds - zone) * MICROS_A_SECOND + micros;
    }

    private long epoch() {
        long whole = 0;
        int begin = position;
        while (position < to && position - begin < 19 && isDigit(data[position])) {
            whole = whole * 10 + (data[position++] - '0');
        }
        int digits = position - begin;
        if (digits == 0) {
            return WRONG;
        }
        if (digits > 10) {
            next('.');
            while (position < to && isDigit(data[position])) {
                position++;
            }
            if (position != to || digits > 19) {
                return WRONG;
            }
            return digits <= 13 ? whole * 1_000 : digits <= 16 ? whole : whole / 1_000;
        }
        long micros = next('.') ? fraction() : 0;
        if (position < to && (data[position] == 'e' || data[position] == 'E')) {
            return withExponent(begin);
        }
        return micros < 0 || position != to ? WRONG : whole * MICROS_A_SECOND + micros;
    }

    /** A number as some JSON writers have it, {@code 1.7e9}. */
    private long withExponent(int begin) {
        if (to - begin > 40) {
            return WRONG;
        }
        try {
            BigDecimal number = new BigDecimal(new String(data, begin, to - begin, StandardCharsets.US_ASCII));
            if (Math.abs((long) number.precision() - number.scale()) > 20) {
                return WRONG;
            }
            byte[] plain = number.toPlainString().getBytes(StandardCharsets.US_ASCII);
            return new LogTime(plain, 0, plain.length).epoch();
        } catch (NumberFormatException noNumber) {
            return WRONG;
        }
    }

    /** Seconds from the epoch to the local time that begins here, as if it were UTC. */
    private long secondsOf(int year, int month, int day) {
        int hour = number(2);
        if (!next(':')) {
            return WRONG;
        }
        int minute = number(2);
        if (!next(':')) {
            return WRONG;
        }
        int second = number(2);
        if (year < 0 || month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) {
            return WRONG;
        }
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) {
            return WRONG;
        }
        // A leap second is counted with the second before it, as the servers' clocks do.
        return ((epochDay(year, month, day) * 24 + hour) * 60 + minute) * 60 + Math.min(second, 59);
    }

    private static int daysOf(int year, int month) {
        if (month == 2) {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    /** Days since the epoch in the proleptic Gregorian calendar, counting years from March so that leap days come last. */
    private static long epochDay(int year, int month, int day) {
        int fromMarch = month > 2 ? month - 3 : month + 9;
        long marchYear = month > 2 ? year : year - 1L;
        long era = Math.floorDiv(marchYear, 400);
        long yearOfEra = marchYear - era * 400;
        long dayOfYear = (153L * fromMarch + 2) / 5 + day - 1;
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468;
    }

    /** Seconds east of UTC; the smallest integer when there is no offset here. */
    private int offset() {
        int sign = next('+') ? 1 : next('-') ? -1 : 0;
        int hours = number(2);
        int minutes = position == to ? 0 : minutesOfOffset();
        boolean isOffset = sign != 0 && hours >= 0 && hours <= 14 && minutes >= 0 && minutes <= 59;
        return isOffset ? sign * (hours * 3600 + minutes * 60) : Integer.MIN_VALUE;
    }

    private int minutesOfOffset() {
        next(':');
        return number(2);
    }

    /** Microseconds; what is finer is cut off. Negative when there are no digits. */
    private long fraction() {
        int begin = position;
        long micros = 0;
        while (position < to && isDigit(data[position])) {
            if (position - begin < 6) {
                micros = micros * 10 + (data[position] - '0');
            }
            position++;
        }
        int digits = position - begin;
        for (int i = digits; i < 6; i++) {
            micros *= 10;
        }
        return digits == 0 ? -1 : micros;
    }

    private int month() {
        if (to - position < 3) {
            return -1;
        }
        for (int i = 0; i < 12; i++) {
            if (data[position] == MONTHS.charAt(3 * i)
                    && data[position + 1] == MONTHS.charAt(3 * i + 1)
                    && data[position + 2] == MONTHS.charAt(3 * i + 2)) {
                position += 3;
                return i + 1;
            }
        }
        return -1;
    }

    /** A number of exactly so many digits, -1 when there is none here. */
    private int number(int digits) {
        if (to - position < digits) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < digits; i++) {
            byte digit = data[position + i];
            if (!isDigit(digit)) {
                return -1;
            }
            value = value * 10 + (digit - '0');
        }
        position += digits;
        return value;
    }

    private boolean next(char expected) {
        if (position < to && data[position] == expected) {
            position++;
            return true;
        }
        return false;
    }

    private static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }
}
