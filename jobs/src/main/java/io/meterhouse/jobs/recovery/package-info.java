/** A home copied whole, and put back: from such a copy, or from what was published last. */
@NullMarked
package io.meterhouse.jobs.recovery;

import org.jspecify.annotations.NullMarked;
