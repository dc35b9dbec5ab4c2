/** The operations report: how services answered, how fast, and what the logs could not be read of. */
@NullMarked
package io.meterhouse.reports.operations;

import org.jspecify.annotations.NullMarked;
