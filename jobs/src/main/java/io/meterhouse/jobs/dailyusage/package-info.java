/** Brings days of usage from the source to the published snapshot: nightly, by backfill, or again from landing. */
@NullMarked
package io.meterhouse.jobs.dailyusage;

import org.jspecify.annotations.NullMarked;
