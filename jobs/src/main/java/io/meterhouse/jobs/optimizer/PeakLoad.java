package io.meterhouse.jobs.optimizer;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a service does in the busiest hours of the day: a row of {@code marts.peak_load}.
 *
 * @param readDays days whose access logs tell of it
 * @param peakHours the busiest UTC hours, such as {@code 9, 10}; null when no hour stands out
 * @param requests of these days
 * @param excessRequests requests of the busiest hours above the mean hour of the service
 * @param backgroundRequests requests that nobody waits for
 * @param peakBackgroundRequests of them in the busiest hours
 * @param costDays days of {@code costUsd}
 * @param costUsd what the service cost (US dollars); null without a price
 */
record PeakLoad(
        String service,
        long readDays,
        @Nullable String peakHours,
        long requests,
        BigDecimal excessRequests,
        long backgroundRequests,
        long peakBackgroundRequests,
        long costDays,
        @Nullable BigDecimal costUsd) {}
