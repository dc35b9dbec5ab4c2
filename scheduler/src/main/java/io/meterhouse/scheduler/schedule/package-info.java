/** Starts commands by the clock, each in a process of its own; the only package that knows Quartz. */
@NullMarked
package io.meterhouse.scheduler.schedule;

import org.jspecify.annotations.NullMarked;
