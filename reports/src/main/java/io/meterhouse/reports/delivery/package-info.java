/** Puts things into the reader's hand. Mail stops here. */
@NullMarked
package io.meterhouse.reports.delivery;

import org.jspecify.annotations.NullMarked;
