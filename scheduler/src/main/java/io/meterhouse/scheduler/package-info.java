/** The runnable: the command line, and what each command starts. */
@NullMarked
package io.meterhouse.scheduler;

import org.jspecify.annotations.NullMarked;
