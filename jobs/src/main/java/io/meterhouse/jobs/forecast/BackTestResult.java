package io.meterhouse.jobs.forecast;

import java.util.OptionalDouble;

/**
 * How far a method was off.
 *
 * @param origins days on which it was asked
 * @param meanAbsoluteError mean distance between what it said and what came, in units of the figure
 * @param meanAbsoluteShare the same as a part of what came (MAPE), where anything came; empty when nothing ever did
 * @param band what was between it and what came
 * @param cover part of the origins at which what came was within the band of what was known by then; empty when too few can tell
 */
record BackTestResult(
        int origins, double meanAbsoluteError, OptionalDouble meanAbsoluteShare, Band band, OptionalDouble cover) {}
