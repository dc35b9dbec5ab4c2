package io.meterhouse.jobs.accesslogs;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/** Numbers in the fields of a line. */
final class FieldValues {

    /** Stands for a value that is none. */
    static final long WRONG = Long.MIN_VALUE;

    private static final int SAFE_DIGITS = 15;
    private static final long LONGEST_DURATION_MICROS = 1_000_000_000_000_000L;

    private FieldValues() {}

    /** A whole number that is not negative, or {@link #WRONG}. */
    static long whole(byte[] data, int from, int to) {
        if (from == to || to - from > SAFE_DIGITS) {
            return WRONG;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            if (data[i] < '0' || data[i] > '9') {
                return WRONG;
            }
            value = value * 10 + (data[i] - '0');
        }
        return value;
    }

    /**
     * A duration in microseconds, rounded half up, or {@link #WRONG}.
     *
     * @param nanosAUnit what the number counts, in nanoseconds
     */
    static long micros(byte[] data, int from, int to, long nanosAUnit) {
        long digits = 0;
        long divisor = 1;
        boolean isFraction = false;
        if (to - from > SAFE_DIGITS) {
            return slowMicros(data, from, to, nanosAUnit);
        }
        for (int i = from; i < to; i++) {
            byte next = data[i];
            if (next >= '0' && next <= '9') {
                digits = digits * 10 + (next - '0');
                divisor *= isFraction ? 10 : 1;
            } else if (next == '.' && !isFraction && i > from && i < to - 1) {
                isFraction = true;
            } else {
                return slowMicros(data, from, to, nanosAUnit);
            }
        }
        long nanos = Math.multiplyHigh(digits, nanosAUnit) == 0 ? digits * nanosAUnit : -1;
        if (from == to || nanos < 0) {
            return slowMicros(data, from, to, nanosAUnit);
        }
        long unit = divisor * 1000;
        long micros = nanos / unit + (nanos % unit >= unit / 2 ? 1 : 0);
        return micros <= LONGEST_DURATION_MICROS ? micros : WRONG;
    }

    private static long slowMicros(byte[] data, int from, int to, long nanosAUnit) {
        if (to - from > 40) {
            return WRONG;
        }
        try {
            BigDecimal number = new BigDecimal(new String(data, from, to - from, StandardCharsets.US_ASCII));
            if (number.signum() < 0 || Math.abs((long) number.precision() - number.scale()) > 20) {
                return WRONG;
            }
            BigDecimal micros = number.multiply(BigDecimal.valueOf(nanosAUnit))
                    .movePointLeft(3)
                    .setScale(0, RoundingMode.HALF_UP);
            return micros.compareTo(BigDecimal.valueOf(LONGEST_DURATION_MICROS)) <= 0 ? micros.longValueExact() : WRONG;
        } catch (NumberFormatException noNumber) {
            return WRONG;
        }
    }
}
