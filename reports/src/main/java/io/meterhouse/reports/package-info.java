/** Turns mart rows into documents. */
@NullMarked
package io.meterhouse.reports;

import org.jspecify.annotations.NullMarked;
