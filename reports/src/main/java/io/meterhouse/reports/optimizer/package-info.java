/** The optimizer report: what would cost less or earn more, how to do it, and what to feed to know more. */
@NullMarked
package io.meterhouse.reports.optimizer;

import org.jspecify.annotations.NullMarked;
