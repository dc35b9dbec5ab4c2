/** Writes a report's content into a numbered folder that is never changed again. */
@NullMarked
package io.meterhouse.reports.edition;

import org.jspecify.annotations.NullMarked;
