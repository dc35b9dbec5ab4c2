package io.meterhouse.reports.wording;

import io.meterhouse.reports.document.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a language says it. Texts are those of {@code texts_<language>.properties}; a further language needs no more than such a file on
 * the class path. Amounts are rounded here, half up, and nowhere else.
 */
public final class Language {

    /** Stands for a figure that is not known. */
    public static final String UNKNOWN = "–";

    private static final String TEXTS = "reports.wording.texts";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d)}");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal SECOND = BigDecimal.valueOf(1000);
    private static final BigDecimal ONE_CENT = new BigDecimal("0.01");

    private final Locale locale;
    private final ResourceBundle texts;

    private Language(Locale locale, ResourceBundle texts) {
        this.locale = locale;
        this.texts = texts;
    }

    /**
     * Finds a language.
     *
     * @throws IllegalArgumentException when there are no texts in it
     */
    public static Language of(Locale locale) {
        try {
            return new Language(
                    locale,
                    ResourceBundle.getBundle(
                            TEXTS,
                            locale,
                            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)));
        } catch (MissingResourceException unknown) {
            throw new IllegalArgumentException(
                    "There are no texts in the language '%s'; reports are written in en and de. A further language needs a file reports/wording/texts_%s.properties on the class path."
                            .formatted(locale.toLanguageTag(), locale.getLanguage()),
                    unknown);
        }
    }

    /** Which language. */
    public Locale locale() {
        return locale;
    }

    /**
     * A text.
     *
     * @param key which
     * @param arguments what stands at {@code {0}} and so on
     * @throws MissingResourceException when the language does not have it
     */
    public String text(String key, Object... arguments) {
        return PLACEHOLDER.matcher(texts.getString(key)).replaceAll(place -> argument(place, arguments));
    }

    private static String argument(MatchResult place, Object[] arguments) {
        return Matcher.quoteReplacement(String.valueOf(arguments[Integer.parseInt(place.group(1))]));
    }

    /** {@code <key>.one} for one, {@code <key>.many} for any other number, which stands at {@code {0}}. */
    public String counted(String key, long count) {
        return text(count == 1 ? key + ".one" : key + ".many", count(count));
    }

    /**
     * A cell as it is printed.
     *
     * @param value null when it is not known
     */
    public String cell(Kind kind, @Nullable Object value) {
        if (value == null) {
            return UNKNOWN;
        }
        return switch (kind) {
            case TEXT -> (String) value;
            case COUNT -> count((Long) value);
            case MONEY -> money((BigDecimal) value);
            case UNIT_PRICE -> unitPrice((BigDecimal) value);
            case SHARE, RATE -> share((BigDecimal) value);
            case CHANGE -> change((BigDecimal) value);
            case NUMBER -> number((BigDecimal) value, 2);
            case DURATION -> duration((BigDecimal) value);
            case DAY -> day((LocalDate) value);
            case MOMENT -> moment((LocalDateTime) value);
            case FLAG -> text((Boolean) value ? "flag.yes" : "flag.no");
        };
    }

    /** A whole number. */
    public String count(long count) {
        return NumberFormat.getIntegerInstance(locale).format(count);
    }

    /** A number with so many decimals. */
    public String number(BigDecimal number, int decimals) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format.format(number.setScale(decimals, RoundingMode.HALF_UP));
    }

    /** US dollars to the cent. */
    public String money(BigDecimal amount) {
        return text("figure.money", number(amount, 2));
    }

    /** US dollars of one request or token, which would vanish in cents. */
    public String unitPrice(BigDecimal amount) {
        return text("figure.money", number(amount, amount.compareTo(ONE_CENT) < 0 ? 6 : 4));
    }

    /** A share of 0 to 1 in percent; what is not quite all or nothing is never printed as if it were. */
    public String share(BigDecimal share) {
        BigDecimal percent = share.movePointRight(2).setScale(1, RoundingMode.HALF_UP);
        if (percent.compareTo(HUNDRED) == 0 && share.compareTo(BigDecimal.ONE) < 0) {
            return text("figure.more-than", text("figure.percent", number(new BigDecimal("99.9"), 1)));
        }
        if (percent.signum() == 0 && share.signum() > 0) {
            return text("figure.less-than", text("figure.percent", number(new BigDecimal("0.1"), 1)));
        }
        return text("figure.percent", number(percent, 1));
    }

    /** A relative change in percent with its sign. */
    public String change(BigDecimal change) {
        BigDecimal percent = change.movePointRight(2).setScale(1, RoundingMode.HALF_UP);
        return (percent.signum() > 0 ? "+" : "") + text("figure.percent", number(percent, 1));
    }

    /** Milliseconds below a second, seconds from there on. */
    public String duration(BigDecimal milliseconds) {
        BigDecimal whole = milliseconds.setScale(0, RoundingMode.HALF_UP);
        return whole.compareTo(SECOND) < 0
                ? text("figure.milliseconds", number(whole, 0))
                : text("figure.seconds", number(milliseconds.movePointLeft(3), 2));
    }

    /** A day in figures. */
    public String day(LocalDate day) {
        return format("date.day").format(day);
    }

    /** A moment to the minute. */
    public String moment(LocalDateTime moment) {
        return format("date.moment").format(moment);
    }

    /** A moment to the minute, with its zone. */
    public String moment(Instant moment) {
        return moment(LocalDateTime.ofInstant(moment, ZoneOffset.UTC)) + " UTC";
    }

    /** A range of days with the month in words. */
    public String range(LocalDate from, LocalDate to) {
        String end = format("date.long").format(to);
        if (from.equals(to)) {
            return end;
        }
        if (from.getYear() != to.getYear()) {
            return format("date.long").format(from) + " – " + end;
        }
        return from.getMonth() == to.getMonth()
                ? format("date.long-in-month").format(from) + "–" + end
                : format("date.long-in-year").format(from) + " – " + end;
    }

    /** Names of the days of the week, Monday first, as short as they are written. */
    public List<String> weekdays() {
        return List.of(text("date.weekdays").split(","));
    }

    private DateTimeFormatter format(String key) {
        return DateTimeFormatter.ofPattern(text(key), locale);
    }
}
