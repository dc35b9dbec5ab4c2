package io.meterhouse.jobs.anomalies;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What moved an amount away from what was to be expected. The three effects are the change, to the last decimal.
 *
 * @param volumeUsd of more or less use: quantity at the past price, less what was to be expected
 * @param priceUsd of other prices: for each model used before, what it cost less its quantity at its own past price
 * @param mixUsd of dearer or cheaper models in place of others, and of models not used before: what is left
 * @param unit what the quantities count
 * @param quantity of the day or days that are judged
 * @param expectedQuantity what was to be expected at the past price; null without one
 */
record Effects(
        BigDecimal volumeUsd,
        BigDecimal priceUsd,
        BigDecimal mixUsd,
        QuantityUnit unit,
        long quantity,
        @Nullable Long expectedQuantity) {

    /** Of a price of one token or request. */
    private static final int PRICE_DECIMALS = 18;

    private static final int DECIMALS = 12;

    /**
     * Explains a deviation by the models behind it. What has no past is volume as a whole.
     *
     * @param parts each model that was used, on the days judged or before
     */
    static Effects of(Deviation deviation, List<ModelPart> parts) {
        QuantityUnit unit = unit(parts);
        long quantity = sum(parts, part -> part.quantity(unit));
        long pastQuantity = sum(parts, part -> part.pastQuantity(unit));
        BigDecimal change = deviation.changeUsd();
        if (pastQuantity == 0) {
            return new Effects(change, BigDecimal.ZERO, BigDecimal.ZERO, unit, quantity, null);
        }
        BigDecimal price = price(total(parts), pastQuantity);
        BigDecimal volume = amount(price, quantity).subtract(deviation.expectedUsd());
        BigDecimal ofPrices = parts.stream()
                .filter(part -> part.quantity(unit) > 0 && part.pastQuantity(unit) > 0)
                .map(part -> part.usd()
                        .subtract(amount(price(part.pastUsd(), part.pastQuantity(unit)), part.quantity(unit))))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Effects(
                volume,
                ofPrices,
                change.subtract(volume).subtract(ofPrices),
                unit,
                quantity,
                quantity(deviation.expectedUsd(), price));
    }

    /** Tokens, unless what was used now or before has none. */
    private static QuantityUnit unit(List<ModelPart> parts) {
        boolean hasTokens = sum(parts, ModelPart::tokens) > 0 || sum(parts, ModelPart::requests) == 0;
        boolean hadTokens = sum(parts, ModelPart::pastTokens) > 0 || sum(parts, ModelPart::pastRequests) == 0;
        return hasTokens && hadTokens ? QuantityUnit.TOKENS : QuantityUnit.REQUESTS;
    }

    /** Null without a price, or with one so small that no number of tokens comes to the amount. */
    private static @Nullable Long quantity(BigDecimal usd, BigDecimal price) {
        if (price.signum() <= 0) {
            return null;
        }
        BigDecimal quantity = usd.divide(price, 0, RoundingMode.HALF_UP);
        return quantity.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) < 0 ? quantity.longValueExact() : null;
    }

    private static BigDecimal price(BigDecimal usd, long quantity) {
        return usd.divide(BigDecimal.valueOf(quantity), PRICE_DECIMALS, RoundingMode.HALF_UP);
    }

    private static BigDecimal amount(BigDecimal price, long quantity) {
        return price.multiply(BigDecimal.valueOf(quantity)).setScale(DECIMALS, RoundingMode.HALF_UP);
    }

    private static long sum(List<ModelPart> parts, ToLongFunction<ModelPart> figure) {
        return parts.stream().mapToLong(figure).sum();
    }

    private static BigDecimal total(List<ModelPart> parts) {
        return parts.stream().map(ModelPart::pastUsd).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
