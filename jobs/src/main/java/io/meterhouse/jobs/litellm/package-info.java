/** Reads a LiteLLM proxy day by day, proves what it read, finds the exact grain, and lands it. */
@NullMarked
package io.meterhouse.jobs.litellm;

import org.jspecify.annotations.NullMarked;
