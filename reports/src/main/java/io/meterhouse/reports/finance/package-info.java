/** The finance report: what the usage of a period cost, and who pays. */
@NullMarked
package io.meterhouse.reports.finance;

import org.jspecify.annotations.NullMarked;
