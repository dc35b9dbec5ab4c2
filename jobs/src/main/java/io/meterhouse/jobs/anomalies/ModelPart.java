package io.meterhouse.jobs.anomalies;

import java.math.BigDecimal;

/**
 * What a model has of something, on the day or days that are judged and on the learned days before.
 *
 * @param usd what it cost (US dollars)
 * @param pastUsd what it cost on the learned days (US dollars)
 */
record ModelPart(BigDecimal usd, long tokens, long requests, BigDecimal pastUsd, long pastTokens, long pastRequests) {

    long quantity(QuantityUnit unit) {
        return unit == QuantityUnit.TOKENS ? tokens : requests;
    }

    long pastQuantity(QuantityUnit unit) {
        return unit == QuantityUnit.TOKENS ? pastTokens : pastRequests;
    }
}
