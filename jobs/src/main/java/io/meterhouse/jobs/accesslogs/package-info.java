/** Reads the access logs of services, line by line and exactly, into the warehouse's requests. */
@NullMarked
package io.meterhouse.jobs.accesslogs;

import org.jspecify.annotations.NullMarked;
