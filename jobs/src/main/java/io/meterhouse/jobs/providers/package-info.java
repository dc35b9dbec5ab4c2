/** Who sells, runs and invoices what providers answer: the book of providers. */
@NullMarked
package io.meterhouse.jobs.providers;

import org.jspecify.annotations.NullMarked;
