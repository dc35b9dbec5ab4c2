/** Remembers what was taken out of snapshots, so that somebody can say later where a figure went. */
@NullMarked
package io.meterhouse.jobs.uses;

import org.jspecify.annotations.NullMarked;
