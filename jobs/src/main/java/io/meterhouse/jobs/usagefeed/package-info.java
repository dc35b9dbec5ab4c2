/** Usage that does not pass LiteLLM: from files or a query, under a name of its own, never added to LiteLLM's. */
@NullMarked
package io.meterhouse.jobs.usagefeed;

import org.jspecify.annotations.NullMarked;
