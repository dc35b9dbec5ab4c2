/** Costs in the columns of FOCUS 1.4, a file a month, with the result of the self-checks beside them. */
@NullMarked
package io.meterhouse.reports.focus;

import org.jspecify.annotations.NullMarked;
