package io.meterhouse.warehouse;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a table that lie before the days that are kept.
 *
 * @param rowCount how many
 * @param dayCount on how many UTC days
 * @param firstDay the oldest of these days; null when there is none
 * @param lastDay the newest of them; null when there is none
 */
public record ExpiredRows(
        long rowCount,
        long dayCount,
        @Nullable LocalDate firstDay,
        @Nullable LocalDate lastDay) {}
