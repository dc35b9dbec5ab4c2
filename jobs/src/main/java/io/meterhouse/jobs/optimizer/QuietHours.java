package io.meterhouse.jobs.optimizer;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Hours of the day in which a piece of infrastructure has little to do: a row of {@code marts.auto_scaling_candidates}.
 *
 * @param name of the infrastructure
 * @param service the one it is for; null when several share it
 * @param readDays days whose access logs tell of the load
 * @param peakHourRequests requests of the busiest hour of the day, of all these days
 * @param quietHours quiet ones of the 24
 * @param days of which utilisation and cost are known
 * @param meanPercent mean utilisation of the busiest resource in these days (percent)
 * @param costUsd of these days (US dollars)
 */
record QuietHours(
        String name,
        @Nullable String service,
        long readDays,
        long peakHourRequests,
        long quietHours,
        long days,
        BigDecimal meanPercent,
        BigDecimal costUsd) {}
