/** The usage report: who used what, how that changed, and when in the week it comes. */
@NullMarked
package io.meterhouse.reports.usage;

import org.jspecify.annotations.NullMarked;
