/** What a running schedule shows to those who watch it: metrics and health, on the loopback address. Micrometer stops here. */
@NullMarked
package io.meterhouse.scheduler.monitoring;

import org.jspecify.annotations.NullMarked;
