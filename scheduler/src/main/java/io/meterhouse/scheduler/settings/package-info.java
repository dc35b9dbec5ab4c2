/** Finds every setting, from the command line, the environment and config/, and says at once all that is wrong with them. */
@NullMarked
package io.meterhouse.scheduler.settings;

import org.jspecify.annotations.NullMarked;
