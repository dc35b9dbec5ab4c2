/** Months that finance has booked: frozen as they were, and corrected instead of changed. */
@NullMarked
package io.meterhouse.jobs.monthclose;

import org.jspecify.annotations.NullMarked;
