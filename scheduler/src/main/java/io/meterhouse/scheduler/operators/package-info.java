/** Tells those who look after Meterhouse what a schedule could not do, and a watcher outside that nights end. */
@NullMarked
package io.meterhouse.scheduler.operators;

import org.jspecify.annotations.NullMarked;
