package io.meterhouse.jobs.prices;

import io.meterhouse.jobs.books.Validity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * A line of the price book for the days on which one rate holds, in US dollars.
 *
 * @param rate US dollars for one unit of the line's currency
 */
record PricedSpan(PriceLine line, Validity validity, BigDecimal rate) {

    private static final int SCALE = 12;
    private static final int MILLION = 6;

    /** The price of one token, of which the line has that of a million. */
    @Nullable
    String ofToken(@Nullable BigDecimal ofMillion) {
        return ofMillion == null ? null : ofOne(ofMillion.scaleByPowerOfTen(-MILLION));
    }

    /** A price of the line. */
    @Nullable
    String ofOne(@Nullable BigDecimal price) {
        return price == null
                ? null
                : price.multiply(rate).setScale(SCALE, RoundingMode.HALF_UP).toPlainString();
    }
}
