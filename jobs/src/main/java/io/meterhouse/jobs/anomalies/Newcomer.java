package io.meterhouse.jobs.anomalies;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A model or an API key in its first two weeks.
 *
 * @param firstUse its first UTC day with usage
 * @param day UTC day that is judged
 * @param daysBefore complete days of the warehouse before the first use, of the last eight weeks or so
 * @param usd what it has cost from the first use until the day
 * @param usdBefore what it had cost until the day before
 * @param requests its requests from the first use until the day
 */
record Newcomer(
        Scope scope,
        LocalDate firstUse,
        LocalDate day,
        long daysBefore,
        BigDecimal usd,
        BigDecimal usdBefore,
        long requests) {}
