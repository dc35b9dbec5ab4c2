package io.meterhouse.reports.pages;

import io.meterhouse.reports.document.Kind;
import io.meterhouse.reports.wording.Language;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How figures and days are printed in a language. Amounts are rounded here and nowhere else.
 *
 * @param language whose marks separate digits and whose order days have
 */
public record PrintedFigures(Locale language) {

    /** Stands for a figure that is not known. */
    public static final String UNKNOWN = "–";

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal SECOND = BigDecimal.valueOf(1000);
    private static final BigDecimal ONE_CENT = new BigDecimal("0.01");

    static BigDecimal cents(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP);
    }

    /** A share of 0 to 1 as percent with one decimal. */
    public static BigDecimal percent(BigDecimal share) {
        return share.movePointRight(2).setScale(1, RoundingMode.HALF_UP);
    }

    /** A cell of a table, whose heading names the unit. */
    String cell(Kind kind, @Nullable Object value) {
        if (value == null) {
            return UNKNOWN;
        }
        return switch (kind) {
            case TEXT -> value.toString();
            case COUNT -> count((Long) value);
            case MONEY -> amount(cents((BigDecimal) value));
            case UNIT_PRICE -> amount(unitPrice((BigDecimal) value));
            case SHARE, RATE -> share((BigDecimal) value);
            case CHANGE -> change((BigDecimal) value);
            case NUMBER -> amount(((BigDecimal) value).setScale(2, RoundingMode.HALF_UP));
            case DURATION -> duration((BigDecimal) value);
            case DAY, MOMENT, FLAG -> Language.of(language).cell(kind, value);
        };
    }

    /** A figure that stands alone, with its unit. */
    public String alone(Kind kind, @Nullable Object value) {
        String cell = cell(kind, value);
        return value != null && (kind == Kind.MONEY || kind == Kind.UNIT_PRICE) ? dollars(cell) : cell;
    }

    String count(long count) {
        return String.format(language, "%,d", count);
    }

    /** An amount already rounded. */
    String amount(BigDecimal rounded) {
        return String.format(language, "%,." + rounded.scale() + "f", rounded);
    }

    String dollars(BigDecimal rounded) {
        return dollars(amount(rounded));
    }

    private String dollars(String amount) {
        String unsigned = amount.startsWith("-") ? amount.substring(1) : amount;
        String money = Language.of(language).text("figure.money", unsigned);
        return amount.startsWith("-") ? "-" + money : money;
    }

    /** A percentage already rounded. */
    public String percentage(BigDecimal percent) {
        return Language.of(language).text("figure.percent", amount(percent));
    }

    /** A share of 0 to 1; what is not quite all or nothing is never printed as if it were. */
    String share(BigDecimal share) {
        BigDecimal percent = percent(share);
        if (percent.compareTo(HUNDRED) == 0 && share.compareTo(BigDecimal.ONE) < 0) {
            return ">" + percentage(new BigDecimal("99.9"));
        }
        if (percent.signum() == 0 && share.signum() > 0) {
            return "<" + percentage(new BigDecimal("0.1"));
        }
        return percentage(percent);
    }

    private String change(BigDecimal change) {
        BigDecimal percent = percent(change);
        return (percent.signum() > 0 ? "+" : "") + percentage(percent);
    }

    /** A price small enough to vanish in cents. */
    private static BigDecimal unitPrice(BigDecimal amount) {
        return amount.setScale(amount.abs().compareTo(ONE_CENT) < 0 ? 6 : 4, RoundingMode.HALF_UP);
    }

    /** Milliseconds below a second, seconds from there on. */
    private String duration(BigDecimal milliseconds) {
        BigDecimal whole = milliseconds.setScale(0, RoundingMode.HALF_UP);
        return whole.compareTo(SECOND) < 0
                ? amount(whole) + " ms"
                : amount(milliseconds.movePointLeft(3).setScale(2, RoundingMode.HALF_UP)) + " s";
    }
}
