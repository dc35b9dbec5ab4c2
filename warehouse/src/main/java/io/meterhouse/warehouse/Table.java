package io.meterhouse.warehouse;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a query whose columns are not known beforehand.
 *
 * @param columns names, first to last
 * @param rows values of each row in the order of the columns, as text the way DuckDB prints them
 */
public record Table(List<String> columns, List<List<@Nullable String>> rows) {

    /** A value of an {@link Answer} as text; a decimal is never written with an exponent. */
    public static @Nullable String text(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        return value instanceof BigDecimal exact ? exact.toPlainString() : value.toString();
    }
}
