/** What providers invoiced, beside what was metered. */
@NullMarked
package io.meterhouse.jobs.invoices;

import org.jspecify.annotations.NullMarked;
