/** CSV books of the configuration: read whole, or refused with every mistake at once. */
@NullMarked
package io.meterhouse.jobs.books;

import org.jspecify.annotations.NullMarked;
