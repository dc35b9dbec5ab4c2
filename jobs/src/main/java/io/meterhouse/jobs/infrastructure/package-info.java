/** What LiteLLM does not meter: shared infrastructure, how busy it is, and what is stored. */
@NullMarked
package io.meterhouse.jobs.infrastructure;

import org.jspecify.annotations.NullMarked;
