package io.meterhouse.jobs.alerts;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A value of something.
 *
 * @param scopeKind what kind of thing
 * @param scopeId its durable key
 * @param detail which of several; null where there is one
 * @param periodFrom first UTC day of what was measured
 */
record Measured(String scopeKind, String scopeId, @Nullable String detail, LocalDate periodFrom, BigDecimal value) {}
