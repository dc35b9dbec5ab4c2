package io.meterhouse.jobs.prices;

import io.meterhouse.jobs.books.BookLine;
import io.meterhouse.jobs.books.LineRefusedException;
import io.meterhouse.jobs.books.Validity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A line of the price book as it is written: prices in its own currency, of a million tokens, of a call or of a unit. */
record PriceLine(
        long number,
        PricePattern pattern,
        @Nullable String provider,
        @Nullable BigDecimal input,
        @Nullable BigDecimal output,
        @Nullable BigDecimal cacheRead,
        @Nullable BigDecimal cacheWrite,
        @Nullable BigDecimal batchDiscount,
        @Nullable BigDecimal call,
        @Nullable BigDecimal unit,
        @Nullable String unitName,
        String currency,
        Validity validity,
        @Nullable BigDecimal quality,
        @Nullable String source) {

    static final List<String> COLUMNS = List.of(
            "model_pattern",
            "provider",
            "input_per_million",
            "output_per_million",
            "cache_read_per_million",
            "cache_write_per_million",
            "batch_discount_percent",
            "per_call",
            "per_unit",
            "unit",
            "currency",
            "valid_from",
            "valid_to",
            "quality",
            "source");

    private static final String OF_SERVICE = "service:";

    /** Units of what is not priced by the call; the marts count in these and no others. */
    private static final Map<String, String> MEASURED_UNITS =
            Map.of("service:storage", "GB-month", "service:bandwidth", "GB");

    private static final BigDecimal LARGEST_PRICE = new BigDecimal("100000");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int DECIMALS = 6;

    /**
     * What a line says.
     *
     * @throws LineRefusedException when it is no price
     */
    static PriceLine of(BookLine line) {
        if (!line.isWhole() || line.text("model_pattern").isEmpty()) {
            throw new LineRefusedException(
                    "is no price; a price is " + String.join(",", COLUMNS) + ", of which what does not apply is empty");
        }
        PriceLine price = new PriceLine(
                line.number(),
                new PricePattern(line.text("model_pattern")),
                line.filled("provider"),
                price(line, "input_per_million"),
                price(line, "output_per_million"),
                price(line, "cache_read_per_million"),
                price(line, "cache_write_per_million"),
                percent(line, "batch_discount_percent"),
                price(line, "per_call"),
                price(line, "per_unit"),
                line.filled("unit"),
                line.text("currency").isEmpty() ? ExchangeRates.US_DOLLAR : line.text("currency"),
                line.validity(),
                percent(line, "quality"),
                line.filled("source"));
        price.requireSense();
        return price;
    }

    boolean isOfService() {
        return pattern.text().startsWith(OF_SERVICE);
    }

    boolean isInUsDollars() {
        return currency.equals(ExchangeRates.US_DOLLAR);
    }

    /** Whether no rule says which of the two holds where both do. */
    boolean rivals(PriceLine other) {
        boolean isForTheSame = provider == null ? other.provider == null : provider.equals(other.provider);
        return isForTheSame && validity.meets(other.validity) && pattern.rivals(other.pattern);
    }

    private void requireSense() {
        if (!currency.matches("[A-Z]{3}")) {
            throw new LineRefusedException(
                    "has the currency '%s'; a currency is three capital letters such as EUR".formatted(currency));
        }
        if (!isInUsDollars() && validity.from().equals(Validity.ALWAYS.from())) {
            throw new LineRefusedException(
                    "is in %s and holds always; give it a valid_from, from which on every month needs a rate"
                            .formatted(currency));
        }
        if (isOfService()) {
            requireService();
        } else {
            requireModel();
        }
    }

    private void requireModel() {
        if (input == null || output == null) {
            throw new LineRefusedException(
                    "prices a model without input_per_million or output_per_million; write 0 for what costs nothing");
        }
        if (call != null || unit != null || unitName != null) {
            throw new LineRefusedException(
                    "prices a model by the call or unit; per_call, per_unit and unit belong to lines that begin with service:");
        }
    }

    private void requireService() {
        boolean hasPriceOfTokens =
                Stream.of(input, output, cacheRead, cacheWrite, batchDiscount).anyMatch(price -> price != null);
        if (hasPriceOfTokens || provider != null || !pattern.isExact()) {
            throw new LineRefusedException(
                    "prices a service by tokens, provider or pattern; a service has one name and per_call, or per_unit and unit");
        }
        if ((call == null) == (unit == null) || (unit == null) != (unitName == null)) {
            throw new LineRefusedException("prices a service; it needs either per_call, or per_unit and unit");
        }
        String measured = MEASURED_UNITS.get(pattern.text());
        if (measured != null && !measured.equals(unitName)) {
            throw new LineRefusedException("prices %s, which is measured; it needs per_unit and the unit %s"
                    .formatted(pattern.text(), measured));
        }
    }

    private static @Nullable BigDecimal price(BookLine line, String column) {
        return number(line, column, LARGEST_PRICE);
    }

    private static @Nullable BigDecimal percent(BookLine line, String column) {
        BigDecimal percent = number(line, column, HUNDRED);
        if (percent != null && percent.stripTrailingZeros().scale() > 2) {
            throw new LineRefusedException(
                    "has the %s '%s'; it has at most 2 decimals".formatted(column, line.text(column)));
        }
        return percent;
    }

    private static @Nullable BigDecimal number(BookLine line, String column, BigDecimal largest) {
        if (line.text(column).isEmpty()) {
            return null;
        }
        return line.number(column, largest, DECIMALS)
                .orElseThrow(() ->
                        new LineRefusedException("has the %s '%s'; it is a number from 0 to %s with at most %d decimals"
                                .formatted(column, line.text(column), largest.toPlainString(), DECIMALS)));
    }
}
