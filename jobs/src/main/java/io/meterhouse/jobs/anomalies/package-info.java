/** Days on which something cost far more or less than it usually does, is new and costs, or fell silent, and what moved it. */
@NullMarked
package io.meterhouse.jobs.anomalies;

import org.jspecify.annotations.NullMarked;
