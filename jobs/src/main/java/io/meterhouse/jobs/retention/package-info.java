/** What is kept for how long: deletes what is older from the warehouse first, and then what it was made from. */
@NullMarked
package io.meterhouse.jobs.retention;

import org.jspecify.annotations.NullMarked;
