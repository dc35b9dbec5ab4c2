package io.meterhouse.jobs.optimizer;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How busy a piece of infrastructure was: a row of {@code marts.resource_optimization_candidates}.
 *
 * @param name of the infrastructure
 * @param resource its busiest one
 * @param days of which utilisation and cost are known
 * @param meanPercent mean utilisation of the resource in these days (percent)
 * @param peakPercent highest utilisation of the resource (percent); null when it was not measured
 * @param costUsd of these days (US dollars)
 */
record IdleResource(
        String name,
        String resource,
        long days,
        BigDecimal meanPercent,
        @Nullable BigDecimal peakPercent,
        BigDecimal costUsd) {}
