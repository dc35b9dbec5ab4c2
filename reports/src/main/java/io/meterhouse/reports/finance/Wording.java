package io.meterhouse.reports.finance;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How figures and ranges are printed, the same in every locale. Amounts are rounded here and nowhere else. */
final class Wording {

    /** Stands for a figure that is not known. */
    static final String UNKNOWN = "–";

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal SECOND = BigDecimal.valueOf(1000);
    private static final BigDecimal ONE_CENT = new BigDecimal("0.01");

    private Wording() {}

    static BigDecimal cents(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP);
    }

    /** A share of 0 to 1 as percent with one decimal. */
    static BigDecimal percent(BigDecimal share) {
        return share.movePointRight(2).setScale(1, RoundingMode.HALF_UP);
    }

    /** A share of 0 to 1; what is not quite all or nothing is never printed as if it were. */
    static String share(BigDecimal share) {
        BigDecimal percent = percent(share);
        if (percent.compareTo(HUNDRED) == 0 && share.compareTo(BigDecimal.ONE) < 0) {
            return ">99.9%";
        }
        if (percent.signum() == 0 && share.signum() > 0) {
            return "<0.1%";
        }
        return amount(percent) + "%";
    }

    /** Milliseconds below a second, seconds from there on. */
    static String duration(BigDecimal milliseconds) {
        BigDecimal whole = milliseconds.setScale(0, RoundingMode.HALF_UP);
        return whole.compareTo(SECOND) < 0
                ? amount(whole) + " ms"
                : amount(milliseconds.movePointLeft(3).setScale(2, RoundingMode.HALF_UP)) + " s";
    }

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** An amount already rounded. */
    static String amount(BigDecimal rounded) {
        return String.format(Locale.ROOT, "%,." + rounded.scale() + "f", rounded);
    }

    static String dollars(BigDecimal amount) {
        return "$" + amount(cents(amount));
    }

    /** A price small enough to vanish in cents. */
    static String unitPrice(BigDecimal amount) {
        int decimals = amount.compareTo(ONE_CENT) < 0 ? 6 : 4;
        return "$" + amount(amount.setScale(decimals, RoundingMode.HALF_UP));
    }

    static String days(long count) {
        return count(count) + (count == 1 ? " day" : " days");
    }

    /** {@code 1–30 September 2026}. */
    static String longRange(LocalDate from, LocalDate to) {
        return range(from, to, "MMMM");
    }

    /** {@code 1–30 Sep 2026}. */
    static String shortRange(LocalDate from, LocalDate to) {
        return range(from, to, "MMM");
    }

    static String shortDay(LocalDate day) {
        return format(day, "d MMM");
    }

    private static String range(LocalDate from, LocalDate to, String month) {
        String end = format(to, "d " + month + " uuuu");
        if (from.equals(to)) {
            return end;
        }
        if (from.getYear() != to.getYear()) {
            return format(from, "d " + month + " uuuu") + " – " + end;
        }
        return from.getMonth() == to.getMonth()
                ? from.getDayOfMonth() + "–" + end
                : format(from, "d " + month) + " – " + end;
    }

    private static String format(LocalDate day, String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(day);
    }
}
