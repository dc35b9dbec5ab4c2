/** Runs the sources from plan to published snapshot, each in its turn: nightly, by backfill, or again from what was landed. */
@NullMarked
package io.meterhouse.jobs.runs;

import org.jspecify.annotations.NullMarked;
