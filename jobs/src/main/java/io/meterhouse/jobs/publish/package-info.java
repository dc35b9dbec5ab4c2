/** Checks the warehouse and, when nothing blocks, publishes it to readers. */
@NullMarked
package io.meterhouse.jobs.publish;

import org.jspecify.annotations.NullMarked;
